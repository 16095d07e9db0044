package io.jenkins.plugins.gitops.sandbox.api;

import io.jenkins.plugins.gitops.sandbox.api.Kind.Subresource;
import io.jenkins.plugins.gitops.sandbox.schema.BuiltinTypes;
import io.jenkins.plugins.gitops.sandbox.schema.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The resources that the server serves: the built-in ones, and those of the CRDs that are established. */
public final class Kinds {

    private final List<Kind> all = new CopyOnWriteArrayList<>();

    public Kinds() {
        Resources.lines("kinds.txt").forEach(line -> all.add(read(line.split(" "))));
    }

    public List<Kind> all() {
        return List.copyOf(all);
    }

    public Optional<Kind> byResource(String group, String version, String plural) {
        return all.stream()
                .filter(k -> k.group().equals(group)
                        && k.version().equals(version)
                        && k.plural().equals(plural))
                .findFirst();
    }

    public Optional<Kind> byKind(String apiVersion, String name) {
        return all.stream()
                .filter(k -> k.apiVersion().equals(apiVersion) && k.name().equals(name))
                .findFirst();
    }

    /** A built-in kind that is surely there. */
    public Kind require(String apiVersion, String name) {
        return byKind(apiVersion, name)
                .orElseThrow(() -> new IllegalArgumentException("the server has no " + apiVersion + " " + name));
    }

    /** Replaces what is served of a group and plural; an empty collection takes it away. */
    public synchronized void replace(String group, String plural, Collection<Kind> served) {
        List<Kind> next = new ArrayList<>(all);
        next.removeIf(k -> k.group().equals(group) && k.plural().equals(plural));
        next.addAll(served);
        all.clear();
        all.addAll(next);
    }

    private static Kind read(String[] word) {
        return new Kind(
                word[0].equals("core") ? "" : word[0],
                word[1],
                word[2],
                word[3],
                word[4],
                word[5].equals("ns"),
                list(word[6]),
                list(word[7]),
                BuiltinTypes.named(word[8]),
                subresources(list(word[9])),
                list(word[10]).stream()
                        .map(trait -> Kind.Trait.valueOf(
                                trait.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .collect(Collectors.toUnmodifiableSet()),
                true,
                true);
    }

    private static Map<String, Subresource> subresources(List<String> texts) {
        Map<String, Subresource> out = new LinkedHashMap<>();
        for (String text : texts) {
            String[] nameAndRest = text.split("=", 2);
            String[] verbsAndKind = nameAndRest[1].split(":", 2);
            List<String> verbs = List.of(verbsAndKind[0].split("\\+"));
            String own = verbsAndKind.length == 2 ? verbsAndKind[1] : null;
            int slash = own == null ? -1 : own.lastIndexOf('/');
            out.put(
                    nameAndRest[0],
                    new Subresource(
                            verbs,
                            own == null ? null : own.substring(0, slash),
                            own == null ? null : own.substring(slash + 1)));
        }
        return out;
    }

    private static List<String> list(String word) {
        return word.equals("-") ? List.of() : List.of(word.split(","));
    }
}
