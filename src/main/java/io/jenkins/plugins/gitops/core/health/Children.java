package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.function.Predicate;

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

    private final Kin.Source source;

    Children(Kin.Source source) {
        this.source = source;
    }

    /** @return the Pods, by name */
    List<ObjectNode> pods(ObjectNode workload) {
        return switch (Json.text(workload, "kind")) {
            case "Pod" -> List.of(workload);
            case "Deployment" -> ofDeployment(workload);
            case "StatefulSet" -> owned(POD, List.of(workload), ofUpdateRevision(workload));
            case "DaemonSet" -> owned(POD, List.of(workload), ofTemplateGeneration(workload));
            default -> owned(POD, List.of(workload), pod -> true);
        };
    }

    /** A new ReplicaSet may be seen a moment after the Deployment that made it; until then there are no Pods to judge. */
    private List<ObjectNode> ofDeployment(ObjectNode deployment) {
        String revision = annotation(deployment, REVISION);
        List<ObjectNode> newest = owned(
                REPLICA_SET,
                List.of(deployment),
                set -> revision.isEmpty() || revision.equals(annotation(set, REVISION)));
        return owned(POD, newest, pod -> true);
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

    private List<ObjectNode> owned(GroupVersionKind kind, List<ObjectNode> owners, Predicate<ObjectNode> wanted) {
        return owners.stream()
                .flatMap(
                        owner -> source
                                .in(Json.text(owner, "metadata", "namespace"), kind)
                                .of(Json.text(owner, "metadata", "uid"))
                                .stream())
                .filter(wanted)
                .toList();
    }

    private static String annotation(ObjectNode object, String name) {
        return Json.text(object, "metadata", "annotations", name);
    }

    private static String label(ObjectNode object, String name) {
        return Json.text(object, "metadata", "labels", name);
    }
}
