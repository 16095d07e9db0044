package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.LockAcquisition.Taken;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Keeps two deployments of one app apart, by a Lease in the environment's namespace that is renewed while it is held.
 * A holder that crashed is replaced once its Lease was seen unchanged for as long as it lasts: by this machine's own
 * watch, so clocks that differ do no harm (the rule of client-go's leader election).
 *
 * <p>A lock is lost, for good, when it could not be renewed for as long as it lasts, or when its Lease is another's or
 * gone. Who holds one asks before each write; a process that was paused or a machine that slept finds it lost.
 */
public final class DeployLock implements AutoCloseable {
    private final ClusterGateway cluster;
    private final Clock clock;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gitops-lock-renewal");
        thread.setDaemon(true);
        return thread;
    });
    private final boolean contended;
    /** Held while the Lease is written, so that asking for the lock's state never waits for a server. */
    private final Object writing = new Object();

    private final Duration lasts;

    private ObjectNode lease;
    private volatile boolean held;
    private long renewedAt;
    private Instant renewedWhen;
    private String trouble = "";
    private String lost = "";

    private DeployLock(ClusterGateway cluster, Clock clock, Taken taken) {
        this.cluster = cluster;
        this.clock = clock;
        this.lease = taken.lease();
        this.held = lease != null;
        this.lasts = held ? Lease.duration(lease) : Duration.ZERO;
        this.renewedAt = taken.at();
        this.renewedWhen = taken.when();
        this.contended = taken.contended();
    }

    /**
     * Waits for the lock and takes it.
     *
     * @param holder who wants it, for the message that others get; no two deployments may have the same
     * @return the lock; one that guards nothing when the credentials may not use Leases, which is said loudly
     * @throws GitOpsException when somebody else still holds it after the wait; the message names the holder
     */
    public static DeployLock acquire(
            ClusterGateway cluster,
            String app,
            String namespace,
            String holder,
            LockOptions options,
            Clock clock,
            Progress progress) {
        try {
            Taken taken = new LockAcquisition(cluster, app, namespace, holder, options, clock, progress).run();
            DeployLock lock = new DeployLock(cluster, clock, taken);
            long period = Math.max(1, options.lease().toMillis() / 3);
            lock.renewal.scheduleWithFixedDelay(lock::renew, period, period, TimeUnit.MILLISECONDS);
            return lock;
        } catch (ClusterException e) {
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
            progress.warn("NO LOCK: " + e.getMessage()
                    + ". Two deployments of this app at once are not kept apart; allow get, create and update of leases"
                    + " in coordination.k8s.io.");
            return new DeployLock(cluster, clock, new Taken(null, 0, Instant.EPOCH, false));
        }
    }

    /** @return whether somebody else held the lock first: what was read before it was acquired may be outdated */
    public boolean isContended() {
        return contended;
    }

    /** @throws GitOpsException when the lock was lost: nothing more may be written */
    public synchronized void check() {
        if (isLost()) {
            throw new GitOpsException(
                    "the deployment lock was lost: " + lost + ". Nothing more was written; run the deployment again.");
        }
    }

    /** @return whether somebody else may be deploying by now; never waits */
    public synchronized boolean isLost() {
        if (held && lost.isEmpty() && sinceRenewal().compareTo(lasts) > 0) {
            lost = "it could not be renewed for " + lasts.toSeconds() + " s" + trouble;
        }
        return !lost.isEmpty();
    }

    /** The watch stands still while the machine sleeps, and the clock can be set back: the later of the two counts. */
    private Duration sinceRenewal() {
        Duration watch = Duration.ofNanos(System.nanoTime() - renewedAt);
        Duration wall = Duration.between(renewedWhen, clock.instant());
        return watch.compareTo(wall) > 0 ? watch : wall;
    }

    private void renew() {
        synchronized (writing) {
            if (!held || isLost()) {
                return;
            }
            long at = System.nanoTime();
            Instant when = clock.instant();
            try {
                write(Lease::renewed);
                renewed(at, when);
            } catch (ClusterException e) {
                failed(e);
            }
        }
    }

    /** @param at when the request was sent: from then on, and not from its answer on, others count */
    private synchronized void renewed(long at, Instant when) {
        renewedAt = at;
        renewedWhen = when;
        trouble = "";
    }

    private synchronized void failed(ClusterException e) {
        if (e.reason() == Reason.CONFLICT || e.reason() == Reason.NOT_FOUND) {
            lost = e.getMessage();
        }
        // Anything else may pass; if it does not, the lock is lost when its time is up.
        trouble = ": " + e.getMessage();
    }

    /** Writes the Lease. It may have moved by a write of our own whose answer was lost; it is still ours then. */
    private void write(BiFunction<ObjectNode, Instant, ObjectNode> change) {
        try {
            lease = cluster.replace(Lease.TYPE, change.apply(lease, clock.instant()));
        } catch (ClusterException e) {
            Optional<ObjectNode> now = e.reason() == Reason.CONFLICT ? Lease.read(cluster, lease) : Optional.empty();
            if (now.isEmpty()) {
                throw e;
            }
            if (!Lease.holder(now.get()).equals(Lease.holder(lease))) {
                throw new ClusterException(
                        Reason.CONFLICT,
                        e.code(),
                        Lease.who(now.get()) + " has it since " + Lease.since(now.get()),
                        List.of());
            }
            lease = cluster.replace(Lease.TYPE, change.apply(now.get(), clock.instant()));
        }
    }

    /**
     * Lets the lock expire instead of releasing it, since not all that was written could be noted down: whoever comes next
     * finds it held and plans with what is really there.
     */
    public synchronized void abandon() {
        lost = lost.isEmpty() ? "it was given up" : lost;
    }

    /** Deletes the Lease: nobody will want this lock any more. Failing to do so is harmless: it expires. */
    public void remove() {
        renewal.shutdownNow();
        synchronized (writing) {
            if (held && !isLost()) {
                cluster.delete(
                        Lease.TYPE,
                        Json.text(lease, "metadata", "namespace"),
                        Json.text(lease, "metadata", "name"),
                        Json.text(lease, "metadata", "uid"),
                        false);
                held = false;
            }
        }
    }

    /** Releases the lock. Failing to do so is harmless: it expires. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // else the release would be refused, and the next one would wait
        renewal.shutdownNow();
        synchronized (writing) {
            if (held && !isLost()) {
                try {
                    write(Lease::released);
                } catch (ClusterException e) {
                    failed(e);
                }
            }
            held = false;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
