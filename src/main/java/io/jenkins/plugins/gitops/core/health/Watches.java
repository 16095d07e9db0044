package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * All that one verify follows. What the gateway's threads see reaches the verifying thread, which alone touches the
 * state, as work on one queue.
 */
final class Watches implements AutoCloseable {
    private final ClusterGateway gateway;
    private final WaitClock clock;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final List<TypeWatch> watches = new ArrayList<>();

    Watches(ClusterGateway gateway, WaitClock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /** @return a watch that is not open yet; {@link #maintain} lists, then opens it, and so it does again when it ends */
    TypeWatch add(ResourceType type, String namespace, String selector, TypeWatch.Sink sink) {
        TypeWatch watch = new TypeWatch(gateway, clock, queue, type, namespace, selector, sink);
        watches.add(watch);
        return watch;
    }

    /** Opens what is not open, unless it is too early to try again. */
    void maintain() {
        watches.forEach(TypeWatch::maintain);
    }

    /** @return when {@link #maintain} has something to do, for each watch that is not open */
    Stream<Duration> nextAttempts() {
        return watches.stream().map(TypeWatch::nextAttempt).filter(Objects::nonNull);
    }

    /** Waits for news, at most for that time, and lets the sinks hear all that there is. */
    void await(Duration wait) throws InterruptedException {
        Runnable work = clock.poll(queue, wait);
        while (work != null) {
            work.run();
            work = queue.poll();
        }
    }

    @Override
    public void close() {
        watches.forEach(TypeWatch::close);
    }
}
