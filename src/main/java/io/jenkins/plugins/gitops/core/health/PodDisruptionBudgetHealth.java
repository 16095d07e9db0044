package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;

/**
 * A PodDisruptionBudget is healthy when its controller has counted its Pods, as in kstatus. That it allows no disruption
 * just now is told and no reason to wait: during a rollout that is so, and with one replica it is so for ever. A budget
 * whose Pods cannot be counted ({@code SyncFailed}) allows none ever, and is waited for: the workload may be part of the
 * same deployment. Argo CD degrades it at once.
 */
final class PodDisruptionBudgetHealth {
    private PodDisruptionBudgetHealth() {}

    static Health assess(ObjectNode live) {
        if (!Replicas.seenByController(live)) {
            return Replicas.notSeen();
        }
        Optional<Condition> disruption = Condition.of(live, "DisruptionAllowed");
        if (disruption.filter(it -> "SyncFailed".equals(it.reason())).isPresent()) {
            return Health.progressing(
                    "its Pods cannot be counted: " + disruption.get().words());
        }
        boolean blocks = Json.at(live, "status", "disruptionsAllowed").asInt(0) == 0
                && Json.at(live, "status", "expectedPods").asInt(0) > 0;
        return blocks
                ? new Health(Health.Status.HEALTHY, "allows no disruption now: a node below its Pods cannot be drained")
                : Health.healthy();
    }
}
