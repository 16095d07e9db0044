package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Desired;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Handovers;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.Seal;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies a plan: stage after stage, the objects of a stage at the same time. An object that the plan found unchanged is
 * not touched. When an object fails, its stage is finished and every later stage is skipped.
 *
 * <p>Where the wave changes and something is still to be done behind it, all objects of the waves so far are waited for,
 * the unchanged ones too: a deployment that was cut off may have applied them just before. Without waves nothing but
 * CRDs and namespaces is waited for.
 */
public final class Applier {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Handovers handovers;
    private final DeployLock lock;
    private final Ledger ledger;
    private final Readiness readiness;
    private final Replacement replacement;

    /**
     * @param handovers those of the plan
     * @param lock held by the caller, checked before each write
     * @param readiness waits between waves
     * @param patience how long to wait for an object to be gone that is to be replaced
     */
    public Applier(
            ClusterGateway cluster,
            PlanOptions options,
            Handovers handovers,
            DeployLock lock,
            Ledger ledger,
            Readiness readiness,
            Duration patience) {
        this.cluster = cluster;
        this.options = options;
        this.handovers = handovers;
        this.lock = lock;
        this.ledger = ledger;
        this.readiness = readiness;
        this.replacement = new Replacement(cluster, patience);
    }

    /**
     * Applies what the plan would create, update or replace. Results are in the ledger, also when this throws.
     *
     * @param definitionsReady told after CRDs and namespaces are established, with the objects that could not be
     *     predicted before
     * @throws GitOpsException when an object failed, a wave did not become healthy, the lock was lost, or a definition
     *     was not established in time
     * @throws java.util.concurrent.CancellationException when the thread was interrupted
     */
    public void apply(Plan plan, DesiredSet desired, Consumer<List<Desired>> definitionsReady) {
        Map<ResourceKey, Change> changes =
                plan.changes().stream().collect(Collectors.toMap(Change::key, Function.identity()));
        changes.forEach((key, change) -> ledger.uid(key, change.uid()));
        String selector = ApplySet.PART_OF + "=" + ApplySet.id(plan.app(), plan.namespace());
        List<Desired> unawaited = new ArrayList<>();
        try {
            Stage last = null;
            for (Stage stage : Stage.of(desired.objects())) {
                if (last != null && last.wave() != stage.wave() && !unawaited.isEmpty() && isLeft(desired, changes)) {
                    readiness.await(last.wave(), unawaited, selector);
                    unawaited.clear();
                }
                Parallel.map(stage.objects(), object -> {
                    apply(object, changes.get(object.key()));
                    return null;
                });
                stopOnFailure();
                if (stage.definitions()) {
                    establish(stage, desired, changes, definitionsReady);
                } else {
                    unawaited.addAll(stage.objects());
                }
                last = stage;
            }
        } finally {
            ledger.skipRest(desired.objects().stream().map(Desired::key));
        }
    }

    /** Whether any object that has not had its turn is to be touched. */
    private boolean isLeft(DesiredSet desired, Map<ResourceKey, Change> changes) {
        return desired.objects().stream()
                .map(Desired::key)
                .anyMatch(key -> !ledger.isDone(key) && changes.get(key).action() != Action.UNCHANGED);
    }

    private void establish(
            Stage stage,
            DesiredSet desired,
            Map<ResourceKey, Change> changes,
            Consumer<List<Desired>> definitionsReady) {
        List<Desired> unknown = desired.objects().stream()
                .filter(object -> changes.get(object.key()).action() == Action.UNKNOWN)
                .map(object -> new Desired(object.manifest(), object.type(), true))
                .toList();
        // An unchanged definition counts too while something waits for it: a run that was cut off has just applied it.
        List<Desired> awaited = stage.objects().stream()
                .filter(object -> !unknown.isEmpty() || !ledger.is(object.key(), Outcome.UNCHANGED))
                .toList();
        new Establishing(cluster).await(awaited);
        if (!unknown.isEmpty()) {
            cluster.forgetDiscovery();
            definitionsReady.accept(unknown);
        }
    }

    private void stopOnFailure() {
        List<String> failed =
                ledger.failures().stream().map(ObjectResult::message).toList();
        if (!failed.isEmpty()) {
            throw new GitOpsException(
                    failed.size() == 1
                            ? failed.get(0)
                            : failed.size() + " objects failed:\n  " + String.join("\n  ", failed));
        }
    }

    private void apply(Desired object, Change change) {
        if (ledger.isDone(object.key())) {
            return; // The namespace that had to come before the lock.
        }
        if (change.action() == Action.UNCHANGED) {
            ledger.done(object.key(), Outcome.UNCHANGED, "", Duration.ZERO);
            return;
        }
        long start = System.nanoTime();
        boolean cleared = false;
        try {
            lock.check();
            if (change.action() == Action.REPLACE) {
                replacement.clear(object, change.uid());
                cleared = true;
                lock.check();
            }
            Applied applied = handovers.apply(cluster, object);
            ledger.uid(object.key(), Json.text(applied.object(), "metadata", "uid"));
            ledger.seal(object.key(), Seal.of(object.manifest(), applied.object(), options));
            Collision.check(change.action(), applied, options.manager());
            readiness.applied(applied.object());
            ledger.done(object.key(), outcome(change, applied, cleared), news(applied, change), took(start));
        } catch (GitOpsException e) {
            boolean interrupted = e instanceof ClusterException failure && failure.reason() == Reason.INTERRUPTED;
            String message = interrupted
                    ? "stopped while it was applied; whether the server has applied it, the next plan will tell"
                    : e.getMessage();
            String deleted = "the old object is deleted, and the next deployment creates the new one: ";
            ledger.done(object.key(), Outcome.FAILED, (cleared ? deleted : "") + message, took(start));
            if (interrupted) {
                throw e;
            }
        }
    }

    /** When an answer was lost and the request sent again, the second answer cannot tell who has created the object. */
    private static Outcome outcome(Change change, Applied applied, boolean cleared) {
        if (cleared) {
            return Outcome.REPLACED;
        }
        boolean created = applied.created() || applied.repeated() && change.action() == Action.CREATE;
        return created ? Outcome.CREATED : Outcome.UPDATED;
    }

    /** What the server warned of and has not in the plan. */
    private static String news(Applied applied, Change change) {
        return applied.warnings().stream()
                .filter(warning -> !change.warnings().contains(warning))
                .collect(Collectors.joining("; "));
    }

    private static Duration took(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
