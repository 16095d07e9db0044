package io.jenkins.plugins.gitops.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how patiently a failed request is sent again: 429, 5xx and broken connections, with exponential backoff
 * and jitter, never sooner than the server's {@code Retry-After} asks. A server that only says that it is busy (429) is
 * borne with for longer than one that fails: under a storm half of all requests may be turned away, many times in a row.
 *
 * @param attempts how often a request that fails is sent in all, at least 1
 * @param firstDelay the wait before the second attempt; it doubles each time
 * @param maxDelay the longest wait; when the server asks for more, its answer is final
 */
public record Retry(int attempts, Duration firstDelay, Duration maxDelay) {
    /** Six attempts over about ten seconds: outlasts an API server's restart behind a load balancer. */
    public static final Retry DEFAULT = new Retry(6, Duration.ofMillis(250), Duration.ofSeconds(30));

    /** Everything is sent once: for questions that somebody waits for at a form. */
    public static final Retry NEVER = new Retry(1, Duration.ZERO, Duration.ZERO);

    /** @return whether a busy server is asked once more after so much waiting: up to four times the longest wait */
    boolean outlasts(Duration waited) {
        return attempts > 1 && waited.compareTo(maxDelay.multipliedBy(4)) < 0;
    }

    /** @return how long to wait before attempt {@code next} (2 for the second) */
    Duration delay(int next, Duration retryAfter) {
        long backoff = firstDelay.toMillis() << Math.min(next - 2, 16);
        // Half fixed, half random: many builds that failed together do not come back together.
        long jittered = backoff / 2 + ThreadLocalRandom.current().nextLong(backoff / 2 + 1);
        return Duration.ofMillis(Math.min(maxDelay.toMillis(), Math.max(jittered, retryAfter.toMillis())));
    }
}
