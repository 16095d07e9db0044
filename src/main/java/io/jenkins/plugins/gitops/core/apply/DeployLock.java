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
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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
    private ObjectNode lease;
    private String lost = "";

    private DeployLock(ClusterGateway cluster, Clock clock, ObjectNode lease) {
        this.cluster = cluster;
        this.clock = clock;
        this.lease = lease;
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
            ObjectNode taken = new Acquisition(cluster, app, namespace, holder, options, clock, progress).run();
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
            return new DeployLock(cluster, clock, null);
        }
    }

    /** @throws GitOpsException when the lock was lost: nothing more may be written */
    public synchronized void check() {
        if (!lost.isEmpty()) {
            throw new GitOpsException("the deployment lock was lost: " + lost
                    + ". Nothing more was written; run the deployment again.");
        }
    }

    private synchronized void renew() {
        if (lease == null || !lost.isEmpty()) {
            return;
        }
        try {
            lease = cluster.replace(Lease.TYPE, Lease.renewed(lease, clock.instant()));
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT || e.reason() == Reason.NOT_FOUND) {
                lost = e.getMessage();
            }
            // Anything else may pass; if it does not, somebody else takes over and the next renewal conflicts.
        }
    }

    /** Releases the lock. Failing to do so is harmless: it expires. */
    @Override
    public void close() {
        renewal.shutdownNow();
        synchronized (this) {
            if (lease != null && lost.isEmpty()) {
                try {
                    cluster.replace(Lease.TYPE, Lease.released(lease, clock.instant()));
                } catch (ClusterException e) {
                    lost = e.getMessage();
                }
                lease = null;
            }
        }
    }

    /** One attempt to get the lock, as long as it may take. */
    private record Acquisition(
            ClusterGateway cluster,
            String app,
            String namespace,
            String holder,
            LockOptions options,
            Clock clock,
            Progress progress) {

        ObjectNode run() {
            long giveUp = System.nanoTime() + options.patience().toNanos();
            String seen = "";
            long seenAt = 0;
            boolean told = false;
            while (true) {
                Optional<ObjectNode> found =
                        cluster.get(Lease.TYPE, namespace, ApplySet.parentName(app));
                long now = System.nanoTime();
                if (found.isPresent() && !Lease.version(found.get()).equals(seen)) {
                    seen = Lease.version(found.get());
                    seenAt = now;
                }
                if (found.isEmpty() || free(found.get(), now - seenAt)) {
                    Optional<ObjectNode> taken = take(found);
                    if (taken.isPresent()) {
                        return taken.get();
                    }
                    continue; // Somebody was faster: look again.
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
