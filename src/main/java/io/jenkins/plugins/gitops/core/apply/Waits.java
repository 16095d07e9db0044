package io.jenkins.plugins.gitops.core.apply;

import java.time.Duration;

/**
 * How long a deployment waits for what it has done to take effect.
 *
 * @param ready for the objects of a wave to become healthy before the next wave
 * @param hooks for one hook to end
 * @param deletion for a pruned or replaced object to be gone
 */
public record Waits(Duration ready, Duration hooks, Duration deletion) {
    /** Five minutes as Helm has it for readiness and hooks, one minute for a deletion. */
    public static final Waits DEFAULT = new Waits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(1));
}
