package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a namespace holds that is none of an app's. Deleting the namespace would delete it as well. Costs a list for each
 * kind that the cluster keeps in namespaces, so it is asked only when one is about to be deleted.
 */
final class NamespaceContents {
    private static final int NAMED = 5;
    /** What clusters put into every namespace, and what only reports on others. */
    private static final Set<String> FURNITURE = Set.of(
            "ConfigMap/kube-root-ca.crt",
            "ConfigMap/openshift-service-ca.crt",
            "ServiceAccount/default",
            "ServiceAccount/builder",
            "ServiceAccount/deployer");

    private static final Set<String> REPORTS = Set.of("Event", "Event.events.k8s.io", "Endpoints");

    private final ClusterGateway cluster;
    private final String owner;

    /** @param owner the owner label of the app's objects */
    NamespaceContents(ClusterGateway cluster, String owner) {
        this.cluster = cluster;
        this.owner = owner;
    }

    /**
     * @return the first of the foreign objects by name, and how many more there are; empty when there are none
     * @throws ClusterException when the namespace cannot be looked through
     */
    String foreign(String namespace) {
        List<ResourceType> types = cluster.namespacedTypes().stream()
                .filter(type -> !REPORTS.contains(type.kind().groupKind()))
                .toList();
        List<String> names = Parallel.map(
                        types, type -> foreign(type, namespace).toList())
                .stream()
                .flatMap(List::stream)
                .toList();
        int more = names.size() - NAMED;
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private Stream<String> foreign(ResourceType type, String namespace) {
        try {
            return cluster.list(type, namespace, "").items().stream()
                    .filter(this::isForeign)
                    .map(object -> type.kind().groupKind() + "/" + Json.text(object, "metadata", "name"))
                    .filter(name -> !FURNITURE.contains(name));
        } catch (ClusterException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Stream.empty(); // Its definition was deleted a moment ago.
            }
            throw e;
        }
    }

    /** What belongs to another object or is being deleted goes, or has gone, with that. */
    private boolean isForeign(ObjectNode object) {
        return !Json.text(object, "metadata", "labels", ApplySet.PART_OF).equals(owner)
                && Json.text(object, "metadata", "deletionTimestamp").isEmpty()
                && Json.at(object, "metadata", "ownerReferences").isEmpty()
                && !Json.text(object, "type").equals("kubernetes.io/service-account-token");
    }
}
