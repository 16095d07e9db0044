package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.apply.Deletions.Leaving;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.manifest.Wave;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes what the plan prunes, each object only if it still has the UID that the plan has seen: objects of one kind and
 * wave at the same time, one such group after the other in the plan's order, which is that of application reversed. A
 * group begins when the one before is gone, so that a controller outlives the objects whose finalizers it serves.
 *
 * <p>A namespace that holds objects of others is not deleted, for they would go with it.
 *
 * <p>All groups together wait no longer than they may. What is still held then is told and stays in the inventory; the
 * next deployment sees to it again.
 */
public final class Pruner {
    private final ClusterGateway cluster;
    private final DeployLock lock;
    private final Ledger ledger;
    private final Duration patience;
    private final Deletions deletions;

    /**
     * @param lock held by the caller, checked before each delete
     * @param patience how long to wait for objects that something holds
     */
    public Pruner(ClusterGateway cluster, DeployLock lock, Ledger ledger, Duration patience) {
        this.cluster = cluster;
        this.lock = lock;
        this.ledger = ledger;
        this.patience = patience;
        this.deletions = new Deletions(cluster);
    }

    /**
     * Deletes, and notes in the ledger what became of each object. One that cannot be deleted is noted as failed and the
     * rest goes on. Nothing is deleted when anything before has failed or was skipped.
     *
     * @throws ClusterException when the cluster cannot be read, or the thread was interrupted
     */
    public void prune(Plan plan) {
        if (ledger.isIncomplete()) {
            return;
        }
        NamespaceContents contents = new NamespaceContents(cluster, ApplySet.id(plan.app(), plan.namespace()));
        long deadline = System.nanoTime() + patience.toNanos();
        groups(plan).forEach(group -> prune(group, contents, deadline));
    }

    private void prune(List<Change> group, NamespaceContents contents, long deadline) {
        long start = System.nanoTime();
        Map<ResourceKey, Leaving> held = new ConcurrentHashMap<>();
        try {
            Parallel.map(group, change -> {
                delete(change, contents).ifPresent(leaving -> held.put(change.key(), leaving));
                return change;
            });
            Set<ResourceKey> gone = new HashSet<>(held.keySet());
            deletions.await(List.copyOf(held.values()), deadline).forEach(leaving -> {
                gone.remove(leaving.key());
                held.put(leaving.key(), leaving);
            });
            gone.forEach(key -> ledger.gone(key, "", took(start)));
        } finally {
            held.forEach((key, leaving) -> ledger.done(key, Outcome.PRUNED, leaving.words(), took(start)));
        }
    }

    /** @return the object as it is leaving; empty when it is gone or could not be deleted */
    private Optional<Leaving> delete(Change change, NamespaceContents contents) {
        long start = System.nanoTime();
        ResourceKey key = change.key();
        try {
            lock.check();
            Optional<ResourceType> type = cluster.type(change.type()).or(() -> cluster.type(key.group(), key.kind()));
            if (type.isEmpty()) {
                ledger.gone(key, "its kind is no longer served", took(start));
                return Optional.empty();
            }
            String foreign = key.groupKind().equals("Namespace") ? contents.foreign(key.name()) : "";
            if (!foreign.isEmpty()) {
                String message = "not deleted: it holds objects that are not of this app: " + foreign;
                ledger.done(key, Outcome.SKIPPED, message, took(start));
                return Optional.empty();
            }
            Optional<Leaving> leaving = deletions.delete(type.get(), key, change.uid());
            if (leaving.isEmpty()) {
                ledger.gone(key, "", took(start));
            }
            return leaving;
        } catch (GitOpsException e) {
            boolean interrupted = isFor(e, Reason.INTERRUPTED);
            String message = interrupted
                    ? "stopped while it was deleted; whether the server has deleted it, the next plan will tell"
                    : isFor(e, Reason.CONFLICT)
                            ? "not deleted: somebody has created it anew since the plan was made"
                            : e.getMessage();
            ledger.done(key, Outcome.FAILED, message, took(start));
            if (interrupted) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isFor(GitOpsException e, Reason reason) {
        return e instanceof ClusterException failure && failure.reason() == reason;
    }

    /** What is pruned, one list a kind and wave, in order. */
    private static Collection<List<Change>> groups(Plan plan) {
        record Group(int wave, String kind) {}
        Map<Group, List<Change>> groups = new LinkedHashMap<>();
        plan.changes().stream()
                .filter(change -> change.action() == Action.PRUNE)
                .forEach(change -> groups.computeIfAbsent(
                                new Group(Wave.of(change.before()), change.key().groupKind()),
                                group -> new ArrayList<>())
                        .add(change));
        return groups.values();
    }

    private static Duration took(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
