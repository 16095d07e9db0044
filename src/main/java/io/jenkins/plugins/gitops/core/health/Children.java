package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the Pods on which a workload's health depends, by owner UID. Pods of an older revision are left out, so that
 * the broken release before does not fail the one that mends it. Two exceptions: an {@code OrderedReady} StatefulSet
 * does not replace a broken Pod of an old revision (kubernetes/kubernetes issue 67250), so there all Pods count; and
 * where the revision cannot be told, all Pods count.
 */
final class Children {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String GENERATION = "deprecated.daemonset.template.generation";
    private static final GroupVersionKind POD = new GroupVersionKind("", "v1", "Pod");
    private static final GroupVersionKind REPLICA_SET = new GroupVersionKind("apps", "v1", "ReplicaSet");

    private final ClusterGateway gateway;

    Children(ClusterGateway gateway) {
        this.gateway = gateway;
    }

    /** @return the Pods, by name; one list, or two for a Deployment */
    List<ObjectNode> pods(ObjectNode workload) {
        return switch (Json.text(workload, "kind")) {
            case "Pod" -> List.of(workload);
            case "Deployment" -> ofDeployment(workload);
            case "StatefulSet" -> owned(POD, workload, uids(Stream.of(workload)), ofUpdateRevision(workload));
            case "DaemonSet" -> owned(POD, workload, uids(Stream.of(workload)), ofTemplateGeneration(workload));
            default -> owned(POD, workload, uids(Stream.of(workload)), pod -> true);
        };
    }

    private List<ObjectNode> ofDeployment(ObjectNode deployment) {
        List<ObjectNode> sets = owned(REPLICA_SET, deployment, uids(Stream.of(deployment)), set -> true);
        String revision = annotation(deployment, REVISION);
        List<ObjectNode> newest = sets.stream()
                .filter(set -> annotation(set, REVISION).equals(revision))
                .toList();
        Set<String> owners = uids((newest.isEmpty() ? sets : newest).stream());
        return owners.isEmpty() ? List.of() : owned(POD, deployment, owners, pod -> true);
    }

    private static Predicate<ObjectNode> ofUpdateRevision(ObjectNode set) {
        String revision = Json.text(set, "status", "updateRevision");
        boolean inOrder = !"Parallel".equals(Json.text(set, "spec", "podManagementPolicy"));
        return pod -> inOrder || revision.isEmpty() || revision.equals(label(pod, "controller-revision-hash"));
    }

    private static Predicate<ObjectNode> ofTemplateGeneration(ObjectNode set) {
        String generation = annotation(set, GENERATION);
        return pod -> {
            String its = label(pod, "pod-template-generation");
            return generation.isEmpty() || its.isEmpty() || generation.equals(its);
        };
    }

    private List<ObjectNode> owned(
            GroupVersionKind kind, ObjectNode workload, Set<String> owners, Predicate<ObjectNode> wanted) {
        return gateway
                .type(kind)
                .map(type -> gateway.list(type, Json.text(workload, "metadata", "namespace"), selector(workload))
                        .items())
                .orElse(List.of())
                .stream()
                .filter(object -> Json.elements(object, "metadata", "ownerReferences")
                        .anyMatch(owner -> owners.contains(Json.text(owner, "uid"))))
                .filter(wanted)
                .toList();
    }

    /** @return the workload's own selector, which narrows the list; whose child an object is, its owner UID decides */
    private static String selector(ObjectNode workload) {
        Stream<String> labels = Json.at(workload, "spec", "selector", "matchLabels").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText());
        Stream<String> expressions =
                Json.elements(workload, "spec", "selector", "matchExpressions").map(Children::expression);
        return Stream.concat(labels, expressions).collect(Collectors.joining(","));
    }

    private static String expression(JsonNode expression) {
        String key = Json.text(expression, "key");
        String values =
                Json.elements(expression, "values").map(JsonNode::asText).collect(Collectors.joining(","));
        return switch (Json.text(expression, "operator")) {
            case "In" -> key + " in (" + values + ")";
            case "NotIn" -> key + " notin (" + values + ")";
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    private static Set<String> uids(Stream<ObjectNode> objects) {
        return objects.map(object -> Json.text(object, "metadata", "uid")).collect(Collectors.toSet());
    }

    private static String annotation(ObjectNode object, String name) {
        return Json.text(object, "metadata", "annotations", name);
    }

    private static String label(ObjectNode object, String name) {
        return Json.text(object, "metadata", "labels", name);
    }
}
