package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.DeployLock;
import io.jenkins.plugins.gitops.core.apply.Ledger;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.inventory.SnapshotStore;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Desired;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.DueHooks;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a deployment notes in the cluster: the inventory with its history, and the snapshots that the history refers to.
 * Its order is what makes a crash harmless at any point: snapshot and union of the inventory before the first object,
 * so that whatever exists is known; the inventory shrinks only after confirmed deletes.
 */
final class Bookkeeping {
    private final Clock clock;
    private final Progress progress;
    private final DeployRequest request;
    private final String recordId;
    private final Ledger ledger;
    private final AuditLog audit;
    private final InventoryStore inventories;
    private final SnapshotStore snapshots;

    /**
     * @param ledger what became of each object so far
     * @param audit where it will be noted how the deployment has ended; the history is a proof of what was noted before
     */
    Bookkeeping(
            ClusterGateway cluster,
            Clock clock,
            Progress progress,
            DeployRequest request,
            String recordId,
            Ledger ledger,
            AuditLog audit) {
        this.clock = clock;
        this.progress = progress;
        this.request = request;
        this.recordId = recordId;
        this.ledger = ledger;
        this.audit = audit;
        this.inventories = new InventoryStore(cluster);
        this.snapshots = new SnapshotStore(cluster);
    }

    /** Whatever exists from now on is known. Hooks that are cut off are run again: until all is done, nothing has ended well. */
    Inventory announce(Inventory before, DesiredSet desired, DueHooks due) {
        Inventory union = before.union(members(desired));
        if (due.isEmpty()) {
            boolean known = !before.isRenamed() && union.byKey().equals(before.byKey());
            return known ? before : inventories.save(union);
        }
        return save(before, union.with(deployment(desired, "failed", "cut off")));
    }

    /** Notes how it ended. When that cannot be stored, whoever comes next must see that the lock was held. */
    void close(DeployLock lock, Inventory inventory, DesiredSet desired, Plan plan, String state) {
        Set<ResourceKey> known = new HashSet<>(desired.byKey().keySet());
        plan.changes().stream()
                // An object of ours that a hook takes the place of is ours until the hook has run.
                .filter(change -> change.action() != Action.RUN || !ledger.is(change.key(), Outcome.RAN))
                .forEach(change -> known.add(change.key()));
        List<Member> members = inventory.union(members(desired)).members().stream()
                // What neither is declared nor was seen in the cluster is gone or no longer ours.
                .filter(member -> known.contains(member.key()) && !ledger.isGone(member.key()))
                .toList();
        Inventory now = inventory.withMembers(members);
        Deployment line = deployment(desired, state, ledger.summary());
        Inventory after = Deploy.isDeployed(request, inventory, plan) ? now : now.with(line);
        try {
            save(inventory, after);
        } catch (GitOpsException e) {
            lock.abandon();
            throw e;
        }
        if (lock.isContended()) {
            sweepSnapshots(after);
        }
    }

    /** Stores an inventory and drops the snapshots of what its history has forgotten. */
    private Inventory save(Inventory before, Inventory after) {
        Inventory stored = inventories.save(after);
        Set<String> dropped = digests(before);
        dropped.removeAll(digests(after));
        dropped.forEach(this::deleteSnapshot);
        return stored;
    }

    private Deployment deployment(DesiredSet desired, String state, String summary) {
        return new Deployment(
                recordId,
                switch (request.kind()) {
                    case ROLLBACK -> "rollback";
                    case CORRECT -> Deployment.CORRECTION;
                    case DEPLOY, DRY_RUN -> "deploy";
                },
                state,
                request.commit().map(Commit::id).orElse(""),
                request.commit().map(Commit::subject).orElse(""),
                desired.digest(),
                summary,
                request.actor(),
                request.reason(),
                clock.instant(),
                audit.anchor());
    }

    private List<Member> members(DesiredSet desired) {
        List<Member> members = new ArrayList<>();
        for (Desired object : desired.objects()) {
            ResourceKey key = object.key();
            members.add(new Member(key, object.type().kind().version(), ledger.uid(key), ledger.seal(key)));
        }
        return members;
    }

    private static Set<String> digests(Inventory inventory) {
        Set<String> digests = new TreeSet<>();
        inventory.history().forEach(deployment -> digests.add(deployment.manifests()));
        return digests;
    }

    /** Keeps what is about to be applied, for a rollback. */
    void saveSnapshot(DesiredSet desired) {
        Target target = request.target();
        try {
            snapshots.save(
                    target.app(),
                    target.namespace(),
                    desired.digest(),
                    desired.manifests(),
                    request.planning().fields());
        } catch (ClusterException e) {
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
            progress.warn("nothing is kept for a rollback: " + e.getMessage()
                    + ". Allow create, get and delete of secrets in the namespace, or roll back by commit.");
        }
    }

    private void deleteSnapshot(String digest) {
        try {
            snapshots.delete(request.target().app(), request.target().namespace(), digest);
        } catch (ClusterException e) {
            progress.warn("an old snapshot was left behind: " + e.getMessage());
        }
    }

    /** Whoever held the lock first may have died between its snapshot and its inventory. */
    private void sweepSnapshots(Inventory inventory) {
        try {
            snapshots.sweep(inventory.app(), inventory.namespace(), digests(inventory));
        } catch (ClusterException e) {
            progress.warn("what a stopped deployment may have left behind was not removed: " + e.getMessage());
        }
    }
}
