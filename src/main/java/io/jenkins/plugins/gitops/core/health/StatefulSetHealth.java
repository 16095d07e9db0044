package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * A StatefulSet is healthy when all its replicas are ready (available, where {@code minReadySeconds} is set) and run
 * the update revision, as {@code kubectl rollout status} and kstatus say.
 *
 * <ul>
 *   <li>Revisions are compared although the counts agree: Argo CD does not, and calls a StatefulSet healthy whose
 *       controller is between two steps.
 *   <li>With a {@code partition} only the replicas above it are updated; the revisions then differ on purpose and only
 *       the count is compared. The server writes {@code partition: 0} by itself, so its presence says nothing.
 *   <li>{@code OnDelete}: a replica gets the new revision when somebody deletes its Pod, so old ones are told but are
 *       no reason to wait. All must still be ready; kstatus and Argo CD call it healthy without looking.
 * </ul>
 */
final class StatefulSetHealth {
    private StatefulSetHealth() {}

    static Health assess(ObjectNode live) {
        if (!Replicas.seenByController(live)) {
            return Replicas.notSeen();
        }
        int wanted = Replicas.wanted(live);
        int there = Replicas.counted(live, "replicas");
        int ready = Replicas.counted(live, "readyReplicas");
        if (ready < wanted) {
            return Replicas.only(ready, wanted, "ready");
        }
        if (there > wanted) {
            return Replicas.extra(there - wanted, "surplus replica");
        }
        boolean waitsAfterReady = Json.at(live, "spec", "minReadySeconds").asInt(0) > 0;
        int available = Replicas.counted(live, "availableReplicas");
        if (waitsAfterReady && available < wanted) {
            return Replicas.only(available, wanted, "available");
        }
        return "OnDelete".equals(Json.text(live, "spec", "updateStrategy", "type"))
                ? onDelete(live, wanted)
                : rollingUpdate(live, wanted);
    }

    private static Health onDelete(ObjectNode live, int wanted) {
        int old = wanted - Replicas.counted(live, "updatedReplicas");
        return sameRevision(live) || old <= 0
                ? Health.healthy()
                : new Health(
                        Health.Status.HEALTHY,
                        old + " of " + wanted
                                + " replicas run the old revision until their Pods are deleted (OnDelete)");
    }

    private static Health rollingUpdate(ObjectNode live, int wanted) {
        int partition = Json.at(live, "spec", "updateStrategy", "rollingUpdate", "partition")
                .asInt(0);
        int toUpdate = wanted - partition;
        int updated = Replicas.counted(live, "updatedReplicas");
        if (partition > 0) {
            return updated < toUpdate
                    ? Health.progressing(
                            updated + " of " + toUpdate + " replicas above partition " + partition + " are updated")
                    : Health.healthy();
        }
        if (sameRevision(live)) {
            return Health.healthy();
        }
        return updated < wanted
                ? Replicas.only(updated, wanted, "updated")
                : Health.progressing("the rollout to revision " + Json.text(live, "status", "updateRevision")
                        + " is not yet finished");
    }

    private static boolean sameRevision(ObjectNode live) {
        return Json.text(live, "status", "currentRevision").equals(Json.text(live, "status", "updateRevision"));
    }
}
