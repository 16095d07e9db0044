package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;

/**
 * A Deployment is healthy when every replica is of the newest template and available and no old one is left, in the
 * order and by the counts of {@code kubectl rollout status} (kubectl, {@code rollout_status.go}).
 *
 * <ul>
 *   <li>Paused is suspended, as in Argo CD: waiting would never end. kstatus goes on to the counts.
 *   <li>Zero replicas wanted and none there is healthy.
 *   <li>The {@code Available} condition and {@code Progressing=NewReplicaSetAvailable}, which kstatus asks for besides,
 *       are not asked for. The first follows from the counts; the second is no proof: after a change back to an older
 *       template Kubernetes 1.36 leaves it as it was while no replica is available. All replicas must be available;
 *       Helm's tolerance of {@code maxUnavailable} calls a rollout done that is not.
 *   <li>{@code Progressing=False} with {@code ProgressDeadlineExceeded} is failed, even though the controller goes on
 *       trying. A {@code ReplicaFailure} is told but not yet a failure, since a quota may free up during the rollout;
 *       the deadline decides.
 *   <li>Without {@code observedGeneration} the controller has not seen the object at all (kubernetes-sigs/cluster-api
 *       issue 9299 is about reading such a status).
 * </ul>
 */
final class DeploymentHealth {
    private DeploymentHealth() {}

    static Health assess(ObjectNode live) {
        if (Json.at(live, "spec", "paused").asBoolean(false)) {
            return new Health(Health.Status.SUSPENDED, "paused: changes are not rolled out");
        }
        if (!Replicas.seenByController(live)) {
            return Replicas.notSeen();
        }
        Health counts = counts(live);
        if (counts.isReady()) {
            return counts;
        }
        Optional<Condition> failure = Condition.holding(live, "ReplicaFailure");
        String why = counts.reason()
                + failure.map(condition -> "; Pods cannot be created: " + condition.message())
                        .orElse("");
        return deadlineExceeded(live)
                ? Health.failed("its progress deadline"
                        + Json.at(live, "spec", "progressDeadlineSeconds")
                                .asText("")
                                .replaceFirst("(.+)", " of $1 s")
                        + " is exceeded: " + why)
                : Health.progressing(why);
    }

    private static boolean deadlineExceeded(ObjectNode live) {
        return Condition.of(live, "Progressing")
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.reason()))
                .isPresent();
    }

    private static Health counts(ObjectNode live) {
        int wanted = Replicas.wanted(live);
        int updated = Replicas.counted(live, "updatedReplicas");
        int old = Replicas.counted(live, "replicas") - updated;
        int available = Replicas.counted(live, "availableReplicas");
        if (updated < wanted) {
            return Replicas.only(updated, wanted, "updated");
        }
        if (old > 0) {
            return Replicas.extra(old, "old replica");
        }
        if (updated > wanted) {
            return Replicas.extra(updated - wanted, "surplus replica");
        }
        if (available < wanted) {
            return Replicas.only(available, wanted, "available");
        }
        return Health.healthy();
    }
}
