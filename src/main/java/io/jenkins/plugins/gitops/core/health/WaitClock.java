package io.jenkins.plugins.gitops.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The time that waiting for a cluster takes: all that {@link Verifier} knows of it, so that tests can let it pass. */
public interface WaitClock {
    /** @return the time since some fixed moment; it never goes back */
    Duration elapsed();

    /** @return the wall clock's time, for comparison with the times that a server writes */
    Instant now();

    /**
     * Takes the first element of a queue, waiting for it.
     *
     * @param wait how long at most
     * @return the element, or null when none came in that time
     */
    <T> T poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException;

    /** @return the machine's clock */
    static WaitClock system() {
        long start = System.nanoTime();
        return new WaitClock() {
            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime() - start);
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public <T> T poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
                return queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }
}
