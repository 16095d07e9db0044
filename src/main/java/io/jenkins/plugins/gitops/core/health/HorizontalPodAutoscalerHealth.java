package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * A HorizontalPodAutoscaler is healthy when it can reach what it scales.
 *
 * <ul>
 *   <li>{@code AbleToScale=False} and a selector or metric that is wrong by itself are progressing with the reason: the
 *       workload that is missing may be part of the same deployment. Argo CD degrades at once, kstatus does not look.
 *   <li>A metric that cannot be read (yet) is told and holds nobody up: what is scaled runs all the same, and in the
 *       first minute of a Pod there is no metric. Argo CD calls that degraded.
 *   <li>Without conditions, as in {@code autoscaling/v1}, there is nothing to judge it by.
 * </ul>
 */
final class HorizontalPodAutoscalerHealth {
    private static final Set<String> WRONG = Set.of("InvalidSelector", "InvalidMetricSourceType");

    private HorizontalPodAutoscalerHealth() {}

    static Health assess(ObjectNode live) {
        Optional<Condition> able = Condition.of(live, "AbleToScale").filter(Condition::isFalse);
        if (able.isPresent()) {
            return Health.progressing("cannot scale: " + able.get().words());
        }
        Optional<Condition> active = Condition.of(live, "ScalingActive").filter(Condition::isFalse);
        if (active.isEmpty()) {
            return Health.healthy();
        }
        String words = "does not scale for now: " + active.get().words();
        return WRONG.contains(active.get().reason())
                ? Health.progressing(words)
                : new Health(Health.Status.HEALTHY, words);
    }
}
