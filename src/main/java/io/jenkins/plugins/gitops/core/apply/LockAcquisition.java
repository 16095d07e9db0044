package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** One attempt to get the lock, as long as it may take. */
final class LockAcquisition {
    private final ClusterGateway cluster;
    private final String app;
    private final String namespace;
    private final String holder;
    private final LockOptions options;
    private final Clock clock;
    private final Progress progress;
    /** The version that was last seen, and when it was seen first. */
    private String seen = "";

    private long seenAt;
    private boolean told;
    private boolean outrun;

    LockAcquisition(
            ClusterGateway cluster,
            String app,
            String namespace,
            String holder,
            LockOptions options,
            Clock clock,
            Progress progress) {
        this.cluster = cluster;
        this.app = app;
        this.namespace = namespace;
        this.holder = holder;
        this.options = options;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * A lock that was acquired.
     *
     * @param lease the Lease; null when Leases may not be used
     * @param at when, by the machine's own watch
     * @param when the same by its clock
     * @param contended whether somebody else held it first
     */
    record Taken(ObjectNode lease, long at, Instant when, boolean contended) {}

    Taken run() {
        long giveUp = System.nanoTime() + options.patience().toNanos();
        while (true) {
            Optional<ObjectNode> found = cluster.get(Lease.TYPE, namespace, ApplySet.parentName(app));
            long now = System.nanoTime();
            Instant when = clock.instant();
            if (found.isEmpty() || isFree(found.get(), now)) {
                Optional<ObjectNode> taken = take(found, when);
                if (taken.isPresent()) {
                    return new Taken(taken.get(), now, when, told || outrun);
                }
                outrun = true; // Somebody was faster: look again.
            } else if (!told) {
                progress.info("waiting for the lock: " + Lease.who(found.get()) + " deploys since "
                        + Lease.since(found.get()) + "; taken over when not renewed for "
                        + Lease.duration(found.get()).toSeconds() + " s");
                told = true;
            }
            if (now >= giveUp) {
                throw tooLong(found);
            }
            Pause.millis(outrun && !told ? 20 : Math.min(500, options.lease().toMillis() / 4 + 1), "the lock");
        }
    }

    /** By this machine's own watch: the times in the Lease are of another machine's clock, and are for people. */
    private boolean isFree(ObjectNode lease, long now) {
        if (!Lease.version(lease).equals(seen)) {
            seen = Lease.version(lease);
            seenAt = now;
        }
        return Lease.holder(lease).isEmpty()
                || now - seenAt > Lease.duration(lease).toNanos();
    }

    private Optional<ObjectNode> take(Optional<ObjectNode> found, Instant when) {
        ObjectNode held =
                Lease.held(found.orElseGet(() -> Lease.create(app, namespace)), holder, options.lease(), when);
        try {
            return Optional.of(
                    found.isPresent() ? cluster.replace(Lease.TYPE, held) : cluster.create(Lease.TYPE, held));
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT || e.reason() == Reason.ALREADY_EXISTS) {
                return Optional.empty();
            }
            if (e.reason() != Reason.UNREACHABLE && e.reason() != Reason.SERVER) {
                throw e;
            }
            // Perhaps the server has done it and only its answer was lost.
            return Optional.of(Lease.read(cluster, held)
                    .filter(lease -> Lease.holder(lease).equals(holder))
                    .orElseThrow(() -> e));
        }
    }

    private GitOpsException tooLong(Optional<ObjectNode> found) {
        String name = ApplySet.parentName(app);
        return new GitOpsException(found.filter(lease -> !Lease.holder(lease).isEmpty())
                .map(lease -> "app \"" + app + "\" in " + namespace + " is being deployed by "
                        + Lease.who(lease) + " since " + Lease.since(lease)
                        + ". Wait for it to end and run this again; if you know that it has died, delete Lease "
                        + name + " in " + namespace)
                .orElse("cannot get the lock of app \"" + app + "\" in " + namespace
                        + ": others were faster each time. Run this again"));
    }
}
