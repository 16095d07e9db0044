package io.jenkins.plugins.gitops.core.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells what a credential lacks, and the RBAC rules that would grant it. */
public final class MissingPermissions {
    private static final int MOST_PURPOSES = 3;

    private record Place(String namespace, String group, String plural) {
        static Place of(Permission permission) {
            return new Place(
                    permission.namespace(),
                    permission.type().kind().group(),
                    permission.type().plural());
        }
    }

    private record Line(String resource, String namespace, Set<String> purposes) {}

    private MissingPermissions() {}

    /** @return {@code delete, patch deployments.apps in shop (for Deployment.apps/web, …)}, a line for each kind */
    public static List<String> lines(Collection<Permission> missing) {
        Map<List<Object>, Set<String>> purposes = new LinkedHashMap<>();
        missing.forEach(permission -> purposes.computeIfAbsent(
                        List.of(permission.verb(), Place.of(permission)), key -> new LinkedHashSet<>())
                .add(permission.purpose()));
        Map<Line, Set<String>> verbs = new LinkedHashMap<>();
        missing.forEach(permission -> verbs.computeIfAbsent(
                        new Line(
                                permission.resource(),
                                permission.namespace(),
                                purposes.get(List.of(permission.verb(), Place.of(permission)))),
                        key -> new LinkedHashSet<>())
                .add(permission.verb()));
        List<String> lines = new ArrayList<>();
        verbs.forEach((line, words) -> lines.add(String.join(", ", words) + " " + line.resource
                + (line.namespace.isEmpty() ? " in the whole cluster" : " in " + line.namespace) + " (for "
                + some(line.purposes) + ")"));
        return lines;
    }

    /** @return RBAC rules as YAML, each on one line and ready to be pasted, after a line that names their role */
    public static List<String> rules(Collection<Permission> missing) {
        Map<String, Map<Place, Set<String>>> roles = new TreeMap<>();
        missing.forEach(permission -> roles.computeIfAbsent(permission.namespace(), key -> new LinkedHashMap<>())
                .computeIfAbsent(Place.of(permission), key -> new TreeSet<>())
                .add(permission.verb()));
        List<String> lines = new ArrayList<>();
        roles.forEach((namespace, rules) -> {
            lines.add(namespace.isEmpty() ? "# in a ClusterRole" : "# in a Role in namespace " + namespace);
            rules.forEach((place, verbs) -> lines.add("- {apiGroups: " + texts(List.of(place.group)) + ", resources: "
                    + texts(List.of(place.plural)) + ", verbs: " + texts(verbs) + "}"));
        });
        return lines;
    }

    private static String texts(Collection<String> values) {
        return values.stream().map(value -> '"' + value + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    private static String some(Set<String> purposes) {
        String first = purposes.stream().limit(MOST_PURPOSES).collect(Collectors.joining(", "));
        int more = purposes.size() - MOST_PURPOSES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
