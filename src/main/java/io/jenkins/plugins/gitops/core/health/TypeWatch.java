package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Listing;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;

/**
 * Follows the objects of one type in one namespace: one list, then one watch from there on, which is opened again from
 * the last version seen whenever it ends, and after a new list when the server says that version is gone (410).
 *
 * <p>The gateway's threads only put work on a queue; all state is touched by the verifying thread, which runs that work
 * and calls {@link #maintain}.
 */
final class TypeWatch implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Set<Reason> HOPELESS = Set.of(Reason.UNAUTHORIZED, Reason.FORBIDDEN, Reason.INVALID);

    /** Hears what becomes of the objects, in the verifying thread. */
    interface Sink {
        /** All selected objects of the type in the namespace. */
        void listed(TypeWatch watch, List<ObjectNode> items);

        /** An object appeared or changed. */
        void changed(TypeWatch watch, ObjectNode object);

        /** An object went, or is not selected any more. */
        void removed(TypeWatch watch, ObjectNode object);

        /** The cluster cannot be followed for now, for a reason other than the ordinary end of a watch. */
        void disturbed(TypeWatch watch, ClusterException cause);

        /** The cluster does not let itself be followed; there is no further attempt. */
        void refused(TypeWatch watch, ClusterException cause);
    }

    private final ClusterGateway gateway;
    private final WaitClock clock;
    private final BlockingQueue<Runnable> queue;
    private final ResourceType type;
    private final String namespace;
    private final String selector;
    private final Sink sink;
    private String version;
    private AutoCloseable handle;
    private int epoch;
    private int silentEnds;
    private Duration nextAttempt = Duration.ZERO;

    TypeWatch(
            ClusterGateway gateway,
            WaitClock clock,
            BlockingQueue<Runnable> queue,
            ResourceType type,
            String namespace,
            String selector,
            Sink sink) {
        this.gateway = gateway;
        this.clock = clock;
        this.queue = queue;
        this.type = type;
        this.namespace = namespace;
        this.selector = selector;
        this.sink = sink;
    }

    /** Reads all objects; a failure is the caller's. */
    void list() {
        Listing listing = gateway.list(type, namespace, selector);
        version = listing.resourceVersion();
        sink.listed(this, listing.items());
    }

    /**
     * Opens what is not open, unless it is too early to try again. After a new list it is left to the next call: what
     * the list brought may be all that was waited for.
     */
    void maintain() {
        if (handle != null || nextAttempt == null || nextAttempt.compareTo(clock.elapsed()) > 0) {
            return;
        }
        try {
            if (version != null) {
                open();
                return;
            }
            list();
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            ended(e);
        }
        queue.add(() -> {}); // wakes the verifying thread, so that it judges by what is known now
    }

    /** Makes the next attempt a new list: what was heard so far is not relied on. */
    void listNext() {
        version = null;
    }

    /** @return when {@link #maintain} has something to do; null while the watch is open, and when it was refused */
    Duration nextAttempt() {
        return handle == null ? nextAttempt : null;
    }

    ResourceType type() {
        return type;
    }

    /** @return whether an object is among those that this watch would see */
    boolean covers(VerifyRequest.Target target) {
        return target.type().groupKind().equals(type.kind().groupKind())
                && target.key().namespace().equals(namespace);
    }

    /** @return what it follows: {@code Deployment.apps in prod} */
    String words() {
        return type.kind().groupKind() + (namespace.isEmpty() ? "" : " in " + namespace);
    }

    private void open() {
        int mine = ++epoch;
        handle = gateway.watch(type, namespace, selector, version, new WatchListener() {
            @Override
            public void event(Event event, ObjectNode object) {
                queue.add(() -> ifCurrent(mine, () -> heard(event, object)));
            }

            @Override
            public void closed(ClusterException cause) {
                queue.add(() -> ifCurrent(mine, () -> ended(cause)));
            }
        });
    }

    private void ifCurrent(int itsEpoch, Runnable work) {
        if (itsEpoch == epoch) {
            work.run();
        }
    }

    private void heard(WatchListener.Event event, ObjectNode object) {
        silentEnds = 0;
        version = Json.text(object, "metadata", "resourceVersion");
        switch (event) {
            case ADDED, MODIFIED -> sink.changed(this, object);
            case DELETED -> sink.removed(this, object);
            case BOOKMARK -> {}
        }
    }

    /**
     * Plans the next attempt: at once after the first end, then, as long as nothing is heard, after growing pauses. A
     * watch that has said itself that it is closed is not closed once more: that would cut into what the gateway is
     * still doing with its connection.
     */
    private void ended(ClusterException cause) {
        epoch++;
        handle = null;
        Duration pause = silentEnds == 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(silentEnds - 1, 4));
        nextAttempt = clock.elapsed().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        silentEnds++;
        if (cause == null) {
            return;
        }
        if (HOPELESS.contains(cause.reason())) {
            nextAttempt = null;
            sink.refused(this, cause);
            return;
        }
        if (cause.reason() == Reason.GONE || cause.reason() == Reason.NOT_FOUND) {
            version = null;
        }
        if (cause.reason() != Reason.GONE) {
            sink.disturbed(this, cause);
        }
    }

    @Override
    public void close() {
        epoch++;
        AutoCloseable open = handle;
        handle = null;
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                // The watch is given up either way; what it failed with while closing changes nothing.
                return;
            }
        }
    }
}
