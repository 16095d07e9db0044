package io.jenkins.plugins.gitops.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;

/**
 * The machine's clock at another pace.
 *
 * @param times how much faster it runs; less than 1 for a clock by which a busy machine is still quick
 */
record FastClock(WaitClock real, double times) implements WaitClock {
    @Override
    public Duration elapsed() {
        return Duration.ofNanos((long) (real.elapsed().toNanos() * times));
    }

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public <T> T poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
        return real.poll(queue, Duration.ofNanos((long) (wait.toNanos() / times)));
    }
}
