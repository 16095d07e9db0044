package io.jenkins.plugins.gitops.core.access;

import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a credential may do in a namespace, asked before it is known what will be deployed there: what every deployment
 * needs, and the kinds that most apps are made of.
 *
 * @param version the cluster's version
 * @param namespaceIsThere false when the credential may see that there is no such namespace
 * @param asked what was asked for
 * @param denied what of it is not allowed
 */
public record Survey(String version, boolean namespaceIsThere, List<Permission> asked, List<Permission> denied) {
    private static final List<String> OBJECT = List.of("get", "list", "watch", "create", "patch", "delete");
    private static final ResourceType NAMESPACES =
            new ResourceType(new GroupVersionKind("", "v1", "Namespace"), "namespaces", false);

    /**
     * Asks a cluster; only questions are sent.
     *
     * @throws ClusterException when it cannot be reached, or does not let the credential in
     */
    public static Survey of(ClusterGateway cluster, String namespace) {
        String version = cluster.version();
        List<Permission> asked = questions(namespace);
        List<Permission> denied = new Reviews(cluster).denied(asked);
        return new Survey(version, isThere(cluster, namespace), asked, denied);
    }

    private static boolean isThere(ClusterGateway cluster, String namespace) {
        try {
            return cluster.get(NAMESPACES, "", namespace).isPresent();
        } catch (ClusterException e) {
            if (e.reason() == Reason.FORBIDDEN) {
                return true; // Most credentials for one namespace may not look at namespaces.
            }
            throw e;
        }
    }

    private static List<Permission> questions(String namespace) {
        List<Permission> all = new ArrayList<>();
        add(all, namespace, "the inventory of an app", List.of("get", "create", "update"), "/configmaps");
        add(all, namespace, "the lock of an app", List.of("get", "create", "update"), "coordination.k8s.io/leases");
        add(all, namespace, "what was applied, for rollback and drift", List.of("get", "create", "delete"), "/secrets");
        add(
                all,
                namespace,
                "apps that declare it",
                OBJECT,
                "apps/deployments",
                "apps/statefulsets",
                "apps/daemonsets",
                "batch/jobs",
                "batch/cronjobs",
                "/services",
                "networking.k8s.io/ingresses",
                "/configmaps",
                "/secrets",
                "/serviceaccounts",
                "/persistentvolumeclaims");
        add(
                all,
                namespace,
                "the reasons of failures",
                List.of("list", "watch"),
                "/pods",
                "apps/replicasets",
                "/events");
        return all;
    }

    private static void add(
            List<Permission> all, String namespace, String purpose, List<String> verbs, String... resources) {
        for (String resource : resources) {
            int slash = resource.indexOf('/');
            String plural = resource.substring(slash + 1);
            // Reviews are about resources; neither version nor kind is sent.
            ResourceType type =
                    new ResourceType(new GroupVersionKind(resource.substring(0, slash), "v1", plural), plural, true);
            verbs.forEach(verb -> all.add(new Permission(verb, type, namespace, "", purpose)));
        }
    }

    /** @return what is allowed, a line for each set of verbs: {@code get, list, create: configmaps, secrets} */
    public List<String> allowed() {
        Set<Permission> refused = new HashSet<>(denied);
        return lines(asked.stream()
                .filter(permission -> !refused.contains(permission))
                .toList());
    }

    /** @return what is not, in the same way, and what it would be for */
    public List<String> missing() {
        return denied.stream()
                .map(Permission::purpose)
                .distinct()
                .flatMap(purpose ->
                        lines(denied.stream()
                                        .filter(permission ->
                                                permission.purpose().equals(purpose))
                                        .toList())
                                .stream()
                                .map(line -> line + " (for " + purpose + ")"))
                .toList();
    }

    private static List<String> lines(List<Permission> permissions) {
        Map<String, Set<String>> verbs = new LinkedHashMap<>();
        permissions.forEach(permission -> verbs.computeIfAbsent(permission.resource(), key -> new LinkedHashSet<>())
                .add(permission.verb()));
        Map<String, List<String>> resources = new LinkedHashMap<>();
        verbs.forEach((resource, words) -> resources
                .computeIfAbsent(String.join(", ", words), key -> new ArrayList<>())
                .add(resource));
        return resources.entrySet().stream()
                .map(line -> line.getKey() + ": " + String.join(", ", line.getValue()))
                .toList();
    }
}
