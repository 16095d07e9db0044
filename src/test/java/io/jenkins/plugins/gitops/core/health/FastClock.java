package io.jenkins.plugins.gitops.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;

/** The machine's clock, some times as fast: what would take ten seconds takes one. */
record FastClock(WaitClock real, int times) implements WaitClock {
    @Override
    public Duration elapsed() {
        return real.elapsed().multipliedBy(times);
    }

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public <T> T poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
        return real.poll(queue, wait.dividedBy(times));
    }
}
