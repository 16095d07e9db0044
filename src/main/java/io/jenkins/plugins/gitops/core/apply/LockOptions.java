package io.jenkins.plugins.gitops.core.apply;

import java.time.Duration;

/**
 * How long a lock lasts and how long to wait for one.
 *
 * @param lease how long the lock outlives a holder that crashed; it is renewed three times in that time
 * @param patience how long to wait for another holder before giving up
 */
public record LockOptions(Duration lease, Duration patience) {
    /** Fifteen seconds, as Kubernetes' own leader election; five minutes of patience. */
    public static final LockOptions DEFAULT = new LockOptions(Duration.ofSeconds(15), Duration.ofMinutes(5));
}
