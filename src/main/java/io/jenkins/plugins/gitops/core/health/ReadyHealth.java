package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Any kind without a rule of its own, custom resources above all, is judged by its {@code Ready} condition, as in
 * kstatus. False is progressing and not failed: controllers set it while they still work.
 *
 * <ul>
 *   <li>A {@code Ready} condition that names an older generation is not believed; kstatus compares only
 *       {@code status.observedGeneration}.
 *   <li>No {@code Ready} condition is healthy: a tool that waits for one on every custom resource never ends for those
 *       that have none.
 * </ul>
 */
final class ReadyHealth {
    private ReadyHealth() {}

    static Health assess(ObjectNode live) {
        Optional<Condition> ready = Condition.of(live, "Ready");
        if (ready.isEmpty()) {
            return Health.healthy();
        }
        if (ready.get().stale()) {
            return Health.progressing("its Ready condition is about an older generation");
        }
        return ready.get().isTrue()
                ? Health.healthy()
                : Health.progressing("not ready: " + ready.get().words());
    }
}
