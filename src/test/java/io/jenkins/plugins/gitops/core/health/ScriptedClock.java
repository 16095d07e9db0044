package io.jenkins.plugins.gitops.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;

/** A clock that jumps to the next thing planned, or to the end of the wait. Nothing here takes real time. */
final class ScriptedClock implements WaitClock {
    static final Instant START = Instant.parse("2026-11-22T16:41:51Z");

    private final PriorityQueue<Map.Entry<Duration, Runnable>> plan =
            new PriorityQueue<>(Comparator.comparing(Map.Entry<Duration, Runnable>::getKey));
    private Duration elapsed = Duration.ZERO;

    /** Plans something for a moment after the start. */
    void at(double seconds, Runnable what) {
        plan.add(Map.entry(Duration.ofMillis(Math.round(seconds * 1000)), what));
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public Instant now() {
        return START.plus(elapsed);
    }

    @Override
    public <T> T poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Duration end = elapsed.plus(wait);
        while (queue.isEmpty() && !plan.isEmpty() && plan.peek().getKey().compareTo(end) <= 0) {
            Map.Entry<Duration, Runnable> next = plan.poll();
            elapsed = next.getKey().compareTo(elapsed) > 0 ? next.getKey() : elapsed;
            next.getValue().run();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (queue.isEmpty()) {
            elapsed = end;
        }
        return queue.poll();
    }
}
