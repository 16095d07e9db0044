package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Keeps two deployments of one app apart, by a Lease in the environment's namespace that is renewed while it is held.
 * A holder that crashed is replaced once its Lease was seen unchanged for as long as it lasts: by this machine's own
 * watch, so clocks that differ do no harm (the rule of client-go's leader election).
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
    private ObjectNode lease;
    private long renewedAt;
    private String lost = "";

    private DeployLock(ClusterGateway cluster, Clock clock, Taken taken) {
        this.cluster = cluster;
        this.clock = clock;
        this.lease = taken.lease();
        this.renewedAt = taken.at();
        this.contended = taken.contended();
    }

    /**
     * Waits for the lock and takes it.
     *
     * @param holder who wants it, for the message that others get
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
            Taken taken = new Acquisition(cluster, app, namespace, holder, options, clock, progress).run();
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
            return new DeployLock(cluster, clock, new Taken(null, 0, false));
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

    /** @return whether somebody else may be deploying by now */
    public synchronized boolean isLost() {
        if (lease != null
                && lost.isEmpty()
                && System.nanoTime() - renewedAt > Lease.duration(lease).toNanos()) {
            lost = "it could not be renewed for " + Lease.duration(lease).toSeconds() + " s";
        }
        return !lost.isEmpty();
    }

    private synchronized void renew() {
        if (lease == null || !lost.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        try {
            write(Lease::renewed);
            renewedAt = now;
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT || e.reason() == Reason.NOT_FOUND) {
                lost = e.getMessage();
            }
            // Anything else may pass; if it does not, the lock is lost when its time is up.
        }
    }

    /** Writes the Lease. It may have moved by a write of our own whose answer was lost; it is still ours then. */
    private void write(BiFunction<ObjectNode, Instant, ObjectNode> change) {
        try {
            lease = cluster.replace(Lease.TYPE, change.apply(lease, clock.instant()));
        } catch (ClusterException e) {
            Optional<ObjectNode> now = e.reason() == Reason.CONFLICT ? Lease.read(cluster, lease) : Optional.empty();
            if (now.isEmpty() || !Lease.holder(now.get()).equals(Lease.holder(lease))) {
                throw e;
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

    /** Releases the lock. Failing to do so is harmless: it expires. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // else the release would be refused, and the next one would wait
        renewal.shutdownNow();
        synchronized (this) {
            if (lease != null && lost.isEmpty()) {
                try {
                    write(Lease::released);
                } catch (ClusterException e) {
                    lost = e.getMessage();
                }
                lease = null;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A lock that was acquired.
     *
     * @param lease null when Leases may not be used
     * @param at when, by the machine's own watch
     * @param contended whether somebody else held it first
     */
    private record Taken(ObjectNode lease, long at, boolean contended) {}

    /** One attempt to get the lock, as long as it may take. */
    private record Acquisition(
            ClusterGateway cluster,
            String app,
            String namespace,
            String holder,
            LockOptions options,
            Clock clock,
            Progress progress) {

        Taken run() {
            long giveUp = System.nanoTime() + options.patience().toNanos();
            String seen = "";
            long seenAt = 0;
            boolean told = false;
            boolean outrun = false;
            while (true) {
                Optional<ObjectNode> found = cluster.get(Lease.TYPE, namespace, ApplySet.parentName(app));
                long now = System.nanoTime();
                if (found.isPresent() && !Lease.version(found.get()).equals(seen)) {
                    seen = Lease.version(found.get());
                    seenAt = now;
                }
                if (found.isEmpty() || free(found.get(), now - seenAt)) {
                    Optional<ObjectNode> taken = take(found);
                    if (taken.isPresent()) {
                        return new Taken(taken.get(), now, told || outrun);
                    }
                    outrun = true; // Somebody was faster: look again.
                    continue;
                }
                if (now >= giveUp) {
                    throw new GitOpsException("app \"" + app + "\" in " + namespace + " is being deployed by "
                            + Lease.holder(found.get()) + " since " + Lease.since(found.get())
                            + ". Wait for it to end and run this again.");
                }
                if (!told) {
                    progress.info("waiting for the lock: " + Lease.holder(found.get()) + " deploys since "
                            + Lease.since(found.get()) + "; taken over when not renewed for "
                            + Lease.duration(found.get()).toSeconds() + " s");
                    told = true;
                }
                pause(Duration.ofMillis(Math.min(500, options.lease().toMillis() / 4 + 1)));
            }
        }

        private static boolean free(ObjectNode lease, long unchangedNanos) {
            return Lease.holder(lease).isEmpty()
                    || unchangedNanos > Lease.duration(lease).toNanos();
        }

        private Optional<ObjectNode> take(Optional<ObjectNode> found) {
            ObjectNode held = Lease.held(
                    found.orElseGet(() -> Lease.create(app, namespace)), holder, options.lease(), clock.instant());
            try {
                return Optional.of(
                        found.isPresent() ? cluster.replace(Lease.TYPE, held) : cluster.create(Lease.TYPE, held));
            } catch (ClusterException e) {
                if (e.reason() == Reason.CONFLICT || e.reason() == Reason.ALREADY_EXISTS) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        private static void pause(Duration duration) {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterException(Reason.INTERRUPTED, "interrupted while waiting for the lock", e);
            }
        }
    }
}
