package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes what the plan prunes, each object only if it still has the UID that the plan has seen. */
public final class Pruner {
    private final ClusterGateway cluster;
    private final DeployLock lock;
    private final Ledger ledger;

    /** @param lock held by the caller, checked before each delete */
    public Pruner(ClusterGateway cluster, DeployLock lock, Ledger ledger) {
        this.cluster = cluster;
        this.lock = lock;
        this.ledger = ledger;
    }

    /**
     * Deletes one after the other, in the plan's order, which is that of application reversed. An object that cannot be
     * deleted is noted as failed and the rest goes on.
     *
     * @return the changes whose objects are confirmed to be gone; the others must stay in the inventory
     */
    public List<Change> prune(Plan plan) {
        List<Change> gone = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.action() == Action.PRUNE) {
                lock.check();
                if (delete(change)) {
                    gone.add(change);
                }
            }
        }
        return gone;
    }

    private boolean delete(Change change) {
        long start = System.nanoTime();
        String namespace = change.key().namespace();
        String name = change.key().name();
        try {
            ResourceType type = cluster.type(change.type())
                    .or(() -> cluster.type(change.key().group(), change.key().kind()))
                    .orElse(null);
            if (type == null) {
                ledger.done(change.key(), Outcome.PRUNED, "its kind is no longer served", took(start));
                return true;
            }
            cluster.delete(type, namespace, name, change.uid(), false);
            Optional<String> held = cluster.get(type, namespace, name)
                    .filter(object -> Json.text(object, "metadata", "uid").equals(change.uid()))
                    .map(object -> Json.at(object, "metadata", "finalizers").toString());
            ledger.done(
                    change.key(),
                    Outcome.PRUNED,
                    held.map(finalizers -> "being deleted" + (finalizers.isEmpty() ? "" : ", held by " + finalizers))
                            .orElse(""),
                    took(start));
            return held.isEmpty();
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            String message = e.reason() == Reason.CONFLICT
                    ? "not deleted: somebody has created it anew since the plan was made"
                    : e.getMessage();
            ledger.done(change.key(), Outcome.FAILED, message, took(start));
            return false;
        }
    }

    private static Duration took(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
