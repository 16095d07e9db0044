package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import java.time.Duration;

/**
 * How long a deployment waits for what it has done to take effect.
 *
 * @param ready for the objects of a wave to become healthy before the next wave
 * @param hooks for one hook to end
 * @param deletion for a pruned or replaced object to be gone
 * @param expressions what people have said about the health of kinds
 */
public record Waits(Duration ready, Duration hooks, Duration deletion, HealthExpressions expressions) {
    /** Waits by the rules that come along. */
    public Waits(Duration ready, Duration hooks, Duration deletion) {
        this(ready, hooks, deletion, HealthExpressions.STANDARD);
    }

    /** Five minutes as Helm has it for readiness and hooks, one minute for a deletion. */
    public static final Waits DEFAULT = new Waits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(1));
}
