package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.CommitGraph;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.Planner;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordProgress;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Deploys: plan, refuse what is unsafe, lock, apply, prune, and leave a record whatever happens. */
public final class Deploy {
    private static final int COMMITS = 100;

    private final ClusterGateway cluster;
    private final RecordStore records;
    private final Optional<? extends CommitGraph> git;
    private final Clock clock;
    private final Progress progress;
    private Consumer<Plan> listener = plan -> {};
    private AuditLog audit = AuditLog.none();

    /** @param git the repository of the source, for the older-build guard and the list of commits; empty without Git */
    public Deploy(
            ClusterGateway cluster,
            RecordStore records,
            Optional<? extends CommitGraph> git,
            Clock clock,
            Progress progress) {
        this.cluster = cluster;
        this.records = records;
        this.git = git;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Names where it is noted how each deployment has ended.
     *
     * @return this
     */
    public Deploy auditedBy(AuditLog log) {
        audit = log;
        return this;
    }

    /**
     * Names who is told the plan, before anything is refused or written.
     *
     * @return this
     */
    public Deploy telling(Consumer<Plan> newListener) {
        listener = newListener;
        return this;
    }

    /**
     * Deploys, or with {@link Kind#DRY_RUN} only plans.
     *
     * @return the record: planned, applied, or failed with the reason as its message
     * @throws CancellationException when the thread was interrupted; the record was saved as aborted and the thread's
     *     interrupt flag is set
     */
    public DeploymentRecord run(DeployRequest request) {
        DeployRequest complete = AgreedPlan.lookedUp(request, records);
        return Recorded.run(records, audit, clock, cluster.server(), complete, record -> work(complete, record));
    }

    /**
     * Leaves the record of a deployment that is refused before it asks the cluster anything.
     *
     * @param reason why, for people
     * @return the record: failed with the reason as its message
     */
    public DeploymentRecord refuse(DeployRequest request, String reason) {
        return Recorded.run(records, audit, clock, cluster.server(), request, record -> {
            record.rendered(request.commit(), List.of(), request.source());
            throw new GitOpsException(reason);
        });
    }

    private DeploymentRecord work(DeployRequest request, RecordProgress record) {
        Target target = request.target();
        progress.phase("plan");
        record.phase("plan");
        Preflight preflight = new Preflight(cluster, target, progress::warn);
        Inventory inventory = preflight.explaining(
                request.manifests(),
                request.planning(),
                () -> request.former().load(new InventoryStore(cluster), target));
        record.rendered(request.commit(), commitsSince(request, inventory), request.source());
        record.follows(
                inventory.history().stream().findFirst().map(Deployment::id).orElse(""));
        Guards.newest(request, inventory);
        Guards.olderCommit(request, inventory, git, progress);
        DesiredSet declared = DesiredSet.prepare(
                cluster,
                target.app(),
                target.namespace(),
                request.declared(),
                request.planning().fields());
        // A correction changes nothing that hooks would have to prepare.
        DesiredSet desired = request.kind() == Kind.CORRECT ? declared.withoutHooks() : declared;
        Planner planner = new Planner(cluster, request.planning());
        Plan planned = preflight.explaining(
                request.declared(),
                request.planning(),
                () -> planner.plan(inventory, desired, request.occasion(inventory)));
        Plan plan = request.kind() == Kind.DRY_RUN ? preflight.advise(inventory, desired, planned) : planned;
        record.planned(plan);
        listener.accept(plan);
        request.agreed().check(plan);
        if (request.kind() == Kind.DRY_RUN) {
            return record.finish(State.PLANNED, "");
        }
        Guards.conflicts(plan);
        Guards.pruneLimit(request.pruneLimit(), inventory, plan);
        if (isCurrent(request, inventory, plan)) {
            progress.info("nothing to do: the cluster is as declared");
            desired.objects().stream()
                    .map(object -> new ObjectResult(object.key(), Outcome.UNCHANGED, "", Duration.ZERO))
                    .forEach(record::result);
            return record.finish(State.APPLIED, "");
        }
        preflight.check(inventory, desired, plan);
        return new Execution(cluster, clock, progress, request, record, audit).run(inventory, desired, planner, plan);
    }

    /** Whether there is nothing to write at all: not even a former name, or a member that is gone. */
    private static boolean isCurrent(DeployRequest request, Inventory inventory, Plan plan) {
        return isDeployed(request, inventory, plan)
                && !inventory.isRenamed()
                && plan.byKey().keySet().containsAll(inventory.byKey().keySet());
    }

    /** Whether the history says it already: the same objects of the same commit are there. */
    static boolean isDeployed(DeployRequest request, Inventory inventory, Plan plan) {
        Optional<Deployment> last = inventory.history().stream().findFirst();
        String commit = request.commit().map(Commit::id).orElse("");
        return !plan.hasChanges()
                && last.isPresent()
                && inventory.hasDeployed(plan.manifestsDigest())
                && last.get().commit().equals(commit);
    }

    private List<Commit> commitsSince(DeployRequest request, Inventory inventory) {
        String deployed = inventory.current().map(Deployment::commit).orElse("");
        if (git.isEmpty() || request.commit().isEmpty() || deployed.isEmpty()) {
            return List.of();
        }
        try {
            return git.get().between(deployed, request.commit().get().id(), COMMITS);
        } catch (GitOpsException e) {
            return List.of(); // The deployed commit is not in this clone: the list is a courtesy, not a condition.
        }
    }
}
