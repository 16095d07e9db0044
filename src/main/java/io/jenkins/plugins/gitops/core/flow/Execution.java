package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.Applier;
import io.jenkins.plugins.gitops.core.apply.Collision;
import io.jenkins.plugins.gitops.core.apply.DeployLock;
import io.jenkins.plugins.gitops.core.apply.HookRunner;
import io.jenkins.plugins.gitops.core.apply.Ledger;
import io.jenkins.plugins.gitops.core.apply.Pruner;
import io.jenkins.plugins.gitops.core.apply.Readiness;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Desired;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.DueHooks;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.Planner;
import io.jenkins.plugins.gitops.core.plan.RedactingGateway;
import io.jenkins.plugins.gitops.core.plan.SecretText;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The writing half of a deployment: under the lock, hooks around the apply, prunes last, {@link Bookkeeping} throughout. */
final class Execution {
    private final ClusterGateway cluster;
    private final Clock clock;
    private final Progress progress;
    private final DeployRequest request;
    private final RecordProgress record;
    private final Ledger ledger;
    private final Bookkeeping books;

    Execution(
            ClusterGateway cluster,
            Clock clock,
            Progress progress,
            DeployRequest request,
            RecordProgress record,
            AuditLog audit) {
        this.cluster = RedactingGateway.of(cluster, request.planning().fields());
        this.clock = clock;
        this.progress = progress;
        this.request = request;
        this.record = record;
        this.ledger = new Ledger(progress, record::result);
        this.books = new Bookkeeping(
                cluster, clock, progress, request, record.current().id(), ledger, audit);
    }

    DeploymentRecord run(Inventory planned, DesiredSet desired, Planner planner, Plan plan) {
        Target target = request.target();
        createNamespace(desired, plan);
        record.phase("lock");
        String holder = request.actor() + " (" + record.current().id() + ")";
        try (DeployLock lock = DeployLock.acquire(
                        cluster, target.app(), target.namespace(), holder, request.lock(), clock, progress);
                Move move = Move.begin(cluster, planned, holder, request, clock, progress)) {
            Inventory inventory = request.former().load(new InventoryStore(cluster), target);
            move.check(inventory);
            Guards.newest(request, inventory);
            Plan current = plan;
            // Whoever held the lock may have written while we planned, even if it died before it could say so.
            if (lock.isContended() || move.isContended() || !inventory.isSameVersionAs(planned)) {
                progress.info("another deployment came first: planning again");
                current = planner.plan(inventory, desired, request.occasion(inventory));
                record.planned(current);
                request.agreed().check(current);
                Guards.conflicts(current);
                Guards.pruneLimit(request.pruneLimit(), inventory, current);
                new Preflight(cluster, target, progress::warn).check(inventory, desired, current);
            }
            return write(lock, move, inventory, desired, planner, current);
        }
    }

    private DeploymentRecord write(
            DeployLock lock, Move move, Inventory before, DesiredSet desired, Planner planner, Plan plan) {
        books.saveSnapshot(desired);
        move.copySnapshots(before);
        desired.byKey().keySet().forEach(key -> ledger.seal(key, planner.seal(key)));
        Waits waits = request.waits();
        Readiness readiness =
                new Readiness(cluster, waits, SecretText.of(desired.manifests())::hide, progress, record::health);
        ClusterGateway guarded = cluster.guardedBy(lock::check);
        DueHooks due = DueHooks.planned(plan, desired, request.occasion(before));
        Inventory inventory = books.announce(before, desired, due);
        try {
            hooks(guarded, due, desired, lock).around(() -> {
                phase("apply");
                new Applier(guarded, request.planning(), planner.handovers(), lock, ledger, readiness, waits.deletion())
                        .apply(
                                plan,
                                desired,
                                unknown -> record.planned(planner.again(plan, inventory, desired, unknown)));
                if (plan.counts().containsKey(Action.PRUNE)) {
                    phase("prune");
                    new Pruner(guarded, lock, ledger, waits.deletion()).prune(plan);
                }
            });
            lock.check();
        } catch (RuntimeException e) {
            ledger.skipRest(plan.changes().stream()
                    .filter(change -> change.action() == Action.PRUNE)
                    .map(Change::key));
            // Without the lock the inventory is another deployment's to write; ours lists all that may be there
            // already.
            if (!lock.isLost()) {
                failed(lock, inventory, desired, plan, e);
            }
            throw e;
        }
        List<String> failures = ledger.failures().stream()
                .map(result -> result.key() + ": " + result.message())
                .toList();
        boolean good = failures.isEmpty();
        books.close(lock, inventory, desired, plan, good ? "applied" : "failed");
        if (good) {
            Set<ResourceKey> declared = desired.byKey().keySet();
            move.finish(inventory, plan, key -> declared.contains(key) || ledger.isGone(key));
        }
        return record.finish(good ? State.APPLIED : State.FAILED, good ? remaining() : String.join("; ", failures));
    }

    /** What was to be pruned and is still there: no failure, but nobody should be surprised by it. */
    private String remaining() {
        String remaining = ledger.remaining().stream()
                .map(result -> result.key() + " " + result.message())
                .collect(Collectors.joining("; "));
        if (remaining.isEmpty()) {
            return "";
        }
        String message = remaining + ". The next deployment tries again";
        progress.warn(message);
        return message;
    }

    private HookRunner hooks(ClusterGateway guarded, DueHooks due, DesiredSet desired, DeployLock lock) {
        return new HookRunner(
                guarded,
                due,
                desired,
                ApplySet.id(request.target().app(), request.target().namespace()),
                record.current().id(),
                request.planning(),
                request.waits(),
                lock,
                ledger,
                progress,
                this::phase);
    }

    private void phase(String name) {
        progress.phase(name);
        record.phase(name);
    }

    /** Writes what is known after a failure, as far as that is possible; the failure itself is what people must see. */
    private void failed(DeployLock lock, Inventory inventory, DesiredSet desired, Plan plan, RuntimeException cause) {
        boolean interrupted = Thread.interrupted(); // else the writes below would be refused
        try {
            books.close(lock, inventory, desired, plan, "failed");
        } catch (GitOpsException e) {
            cause.addSuppressed(e);
            progress.warn(
                    "the inventory could not be brought up to date: " + e.getMessage()
                            + ". It lists everything that was there or was about to be created; the next deployment corrects it.");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The lock and the inventory live in the namespace, so one that the source itself declares must come first. */
    private void createNamespace(DesiredSet desired, Plan plan) {
        ResourceKey key = new ResourceKey("", "Namespace", "", request.target().namespace());
        Change change = plan.byKey().get(key);
        if (change != null && change.action() == Action.CREATE) {
            Desired namespace = desired.byKey().get(key);
            Applied applied = cluster.apply(
                    namespace.type(),
                    namespace.manifest().json(),
                    new ApplyOptions(
                            request.planning().manager(), request.planning().force(), false));
            Collision.check(change.action(), applied, request.planning().manager());
            ledger.uid(key, Json.text(applied.object(), "metadata", "uid"));
            ledger.done(key, applied.created() ? Outcome.CREATED : Outcome.UPDATED, "", Duration.ZERO);
        }
    }
}
