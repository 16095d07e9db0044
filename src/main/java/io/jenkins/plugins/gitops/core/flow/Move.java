package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.DeployLock;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.inventory.SnapshotStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Moves what an app had under its former name into the app, as part of a deployment: snapshots are copied before the
 * inventory takes over the members and the history, the objects' labels move as they are applied, and only when all
 * went well the former snapshots, inventory and lock go, in this order. Until then both inventories list every object,
 * so that a run that is cut off anywhere is continued by running it again. Cut off before its very last write, it leaves
 * a Lease that nobody asks for any more.
 */
final class Move implements AutoCloseable {
    /** The owner label as a JSON pointer. */
    private static final String LABEL = "/metadata/labels/" + ApplySet.PART_OF.replace("/", "~1");

    private final ClusterGateway cluster;
    private final Inventory former;
    private final DeployLock lock;
    private final Progress progress;
    private final InventoryStore inventories;
    private final SnapshotStore snapshots;

    private Move(ClusterGateway cluster, Inventory former, DeployLock lock, Progress progress) {
        this.cluster = cluster;
        this.former = former;
        this.lock = lock;
        this.progress = progress;
        this.inventories = new InventoryStore(cluster);
        this.snapshots = new SnapshotStore(cluster);
    }

    /**
     * Keeps deployments under the former name away.
     *
     * @param planned the inventory that was planned with; when nothing moves into it, this does nothing at all
     */
    static Move begin(
            ClusterGateway cluster,
            Inventory planned,
            String holder,
            DeployRequest request,
            Clock clock,
            Progress progress) {
        Inventory former = planned.former().orElse(null);
        DeployLock lock = former == null
                ? null
                : DeployLock.acquire(
                        cluster, former.app(), former.namespace(), holder, request.lock(), clock, progress);
        return new Move(cluster, former, lock, progress);
    }

    /** @return whether a deployment under the former name came first */
    boolean isContended() {
        return lock != null && lock.isContended();
    }

    /** @throws GitOpsException when an inventory under the former name has come or gone since the plan was made */
    void check(Inventory now) {
        if (now.former().isPresent() != (former != null)) {
            throw new GitOpsException("another deployment under the former name has begun or ended meanwhile; nothing"
                    + " was written. Run this deployment again.");
        }
    }

    /** Copies the snapshots that the history will name from now on. */
    void copySnapshots(Inventory into) {
        if (former == null) {
            return;
        }
        progress.info(
                "moving from app \"" + former.app() + "\": " + former.members().size() + " objects");
        for (Deployment deployment : former.history()) {
            try {
                snapshots.copy(former.app(), into.app(), into.namespace(), deployment.manifests());
            } catch (ClusterException e) {
                if (e.reason() != Reason.FORBIDDEN) {
                    throw e;
                }
                progress.warn("deployment " + deployment.id() + " cannot be rolled back to: " + e.getMessage());
            }
        }
    }

    /**
     * Ends the move after a deployment that went well: what stayed although it is no longer declared gets the new owner
     * label, and what was kept under the former name goes. What cannot be moved now keeps the former inventory alive.
     *
     * @param settled whether an object is declared, and so has the new label, or was confirmed to be gone
     */
    void finish(Inventory into, Plan plan, Predicate<ResourceKey> settled) {
        if (former == null) {
            return;
        }
        try {
            lock.check();
            if (!relabelRest(into, plan, settled)) {
                progress.warn("app \"" + former.app() + "\" keeps its inventory, since not all of its objects could be"
                        + " moved; the next deployment with --formerly " + former.app() + " tries again");
                return;
            }
            sweepSnapshots();
            inventories.delete(former);
            lock.remove();
        } catch (GitOpsException e) {
            progress.warn("everything has moved, but something was left behind under the name \"" + former.app()
                    + "\": " + e.getMessage() + ". The next deployment with --formerly " + former.app()
                    + " removes it");
        }
    }

    private void sweepSnapshots() {
        try {
            snapshots.sweep(former.app(), former.namespace(), Set.of());
        } catch (ClusterException e) {
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
            progress.warn("the snapshots of app \"" + former.app() + "\" were left behind: " + e.getMessage());
        }
    }

    /** @return whether every member that still is there carries the new label now */
    private boolean relabelRest(Inventory into, Plan plan, Predicate<ResourceKey> settled) {
        Map<ResourceKey, Change> changes = plan.byKey();
        boolean all = true;
        for (Member member : former.members()) {
            Change change = changes.get(member.key());
            if (change == null || settled.test(member.key())) {
                continue;
            }
            boolean anew = !member.uid().isEmpty() && !member.uid().equals(change.uid());
            if (change.before().isMissingNode()) {
                all = false; // Its kind is not served now.
            } else if (!anew
                    && former.id().equals(Json.text(change.before(), "metadata", "labels", ApplySet.PART_OF))) {
                all &= relabel(into, change);
            }
        }
        return all;
    }

    private boolean relabel(Inventory into, Change change) {
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject().put("op", "test").put("path", "/metadata/uid").put("value", change.uid());
        patch.addObject().put("op", "test").put("path", LABEL).put("value", former.id());
        patch.addObject().put("op", "replace").put("path", LABEL).put("value", into.id());
        ResourceKey key = change.key();
        try {
            ResourceType type = cluster.type(change.type())
                    .or(() -> cluster.type(key.group(), key.kind()))
                    .orElseThrow(() -> new GitOpsException("its kind is not served now"));
            cluster.patch(type, key.namespace(), key.name(), patch, false);
            return true;
        } catch (GitOpsException e) {
            progress.warn(key + " still has its former owner label: " + e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
