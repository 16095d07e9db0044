package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.DeployLock;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.git.CommitGraph;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordProgress;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.core.release.HelmHookRun;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import io.jenkins.plugins.gitops.core.release.HelmRelease;
import io.jenkins.plugins.gitops.core.release.HelmUpgrade;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Deploys a chart as a Helm release: planned, guarded, locked and recorded like any other deployment, but carried out by
 * Helm, which keeps the history too. What Helm would apply is asked of Helm itself.
 */
public final class HelmDeploy {
    private final ClusterGateway cluster;
    private final HelmProgram helm;
    private final RecordStore records;
    private final Optional<? extends CommitGraph> git;
    private final Clock clock;
    private final Progress progress;
    private Consumer<Plan> planned = plan -> {};
    private Consumer<List<Manifest>> checks = manifests -> {};
    private AuditLog audit = AuditLog.none();

    /** @param git the repository of the chart, for the older-build guard; empty without Git */
    public HelmDeploy(
            ClusterGateway cluster,
            HelmProgram helm,
            RecordStore records,
            Optional<? extends CommitGraph> git,
            Clock clock,
            Progress progress) {
        this.cluster = cluster;
        this.helm = helm;
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
    public HelmDeploy auditedBy(AuditLog log) {
        audit = log;
        return this;
    }

    /**
     * Names who looks at what Helm would apply, hooks among it, before anything is planned; a {@link GitOpsException} of
     * his refuses it. An earlier revision is not looked at: it was there before.
     *
     * @return this
     */
    public HelmDeploy checking(Consumer<List<Manifest>> listener) {
        checks = listener;
        return this;
    }

    /**
     * Names who is told the plan, before anything is refused or written.
     *
     * @return this
     */
    public HelmDeploy telling(Consumer<Plan> listener) {
        planned = listener;
        return this;
    }

    /**
     * Installs or upgrades a release, or with {@link Kind#DRY_RUN} only plans.
     *
     * @param request where, how and why; its manifests are not used
     * @return the record, as {@link Deploy#run} leaves it
     */
    public DeploymentRecord upgrade(DeployRequest request, HelmUpgrade upgrade) {
        return run(
                request,
                upgrade.release(),
                () -> checked(helm.preview(upgrade)),
                id -> helm.upgrade(upgrade, HelmHistory.description(id, request)));
    }

    /**
     * Goes back to an earlier revision of a release, or with {@link Kind#DRY_RUN} only plans.
     *
     * @param to a revision; 0 for the last one before the current that Helm has deployed
     */
    public DeploymentRecord rollback(DeployRequest request, String release, int to) {
        HelmState state = HelmState.read(cluster, helm, request.target(), release);
        int revision = to > 0 ? to : previous(state, release);
        DeployRequest back = request.but()
                .rollback()
                .allowOlder(true)
                .by(request.actor(), request.reason().isEmpty() ? "back to revision " + revision : request.reason())
                .build();
        return run(
                back,
                release,
                () -> Stream.concat(helm.manifests(release, revision).stream(), helm.hooks(release, revision).stream())
                        .toList(),
                id -> helm.rollback(
                        release, revision, back.planning().force(), back.waits().hooks()));
    }

    private List<Manifest> checked(List<Manifest> manifests) {
        checks.accept(manifests);
        return manifests;
    }

    private static int previous(HelmState state, String release) {
        List<Deployment> good = state.inventory().history().stream()
                .filter(deployment -> deployment.state().equals("applied"))
                .toList();
        boolean broken = state.release()
                .filter(last -> !last.status().equals("deployed"))
                .isPresent();
        if (good.size() < (broken ? 1 : 2)) {
            throw new GitOpsException("release " + release + " has no earlier revision that was deployed;"
                    + " choose one with --to, see gitops history --deployer helm");
        }
        return Integer.parseInt(good.get(broken ? 0 : 1).id());
    }

    /** Makes what shall be there. */
    private interface Source {
        List<Manifest> manifests();
    }

    /** Carries it out. */
    private interface Work {
        void run(String recordId);
    }

    private DeploymentRecord run(DeployRequest request, String release, Source source, Work work) {
        DeployRequest complete = AgreedPlan.lookedUp(request, records);
        return Recorded.run(
                records,
                audit,
                clock,
                cluster.server(),
                complete,
                record -> run(complete, release, source, work, record));
    }

    private DeploymentRecord run(
            DeployRequest request, String release, Source source, Work work, RecordProgress record) {
        progress.phase("plan");
        record.phase("plan");
        HelmState state = state(request, release);
        record.rendered(request.commit(), List.of(), facts(request, release));
        record.follows(state.inventory().history().stream()
                .findFirst()
                .map(Deployment::id)
                .orElse(""));
        Guards.olderCommit(request, state.inventory(), git, progress);
        Preflight preflight = new Preflight(cluster, request.target(), progress::warn);
        Plan made = plan(request, release, state, source.manifests());
        Plan plan = request.kind() == Kind.DRY_RUN ? preflight.adviseHelm(state, made) : made;
        record.planned(plan);
        planned.accept(plan);
        request.agreed().check(plan);
        if (request.kind() == Kind.DRY_RUN) {
            return record.finish(State.PLANNED, "");
        }
        HelmPlanning.guard(request, state, plan);
        preflight.checkHelm(state, plan);
        record.phase("lock");
        String holder = request.actor() + " (" + record.current().id() + ")";
        Target target = request.target();
        try (DeployLock lock = DeployLock.acquire(
                cluster, target.app(), target.namespace(), holder, request.lock(), clock, progress)) {
            HelmState now = state(request, release);
            if (lock.isContended() || !now.release().equals(state.release())) {
                progress.info("another deployment came first: planning again");
                plan = plan(request, release, now, source.manifests());
                record.planned(plan);
                request.agreed().check(plan);
                HelmPlanning.guard(request, now, plan);
                preflight.checkHelm(now, plan);
            }
            return carryOut(request, release, work, record, plan);
        }
    }

    private DeploymentRecord carryOut(
            DeployRequest request, String release, Work work, RecordProgress record, Plan plan) {
        progress.phase("helm");
        record.phase("helm");
        String failure = "";
        Instant begun = Instant.now(); // Helm's own clock, whatever ours is.
        try {
            work.run(record.current().id());
        } catch (GitOpsException e) {
            failure = e.getMessage();
        }
        record.phase("check");
        HelmState after = HelmState.read(cluster, helm, request.target(), release);
        Plan left = plan(request, release, after, after.manifests());
        List<HelmHookRun> runs =
                plan.counts().containsKey(Action.RUN) && after.release().isPresent()
                        ? helm.hookRuns(release).stream()
                                .filter(run -> !run.started().isBefore(begun))
                                .toList()
                        : List.of();
        List<String> open = HelmResults.of(plan, left, runs, failure.isEmpty()).stream()
                .peek(record::result)
                .filter(result -> result.outcome() == DeploymentRecord.Outcome.FAILED)
                .map(result -> result.key() + ": " + result.message())
                .toList();
        String message = failure.isEmpty() ? String.join("; ", open) : failure;
        return record.finish(message.isEmpty() ? State.APPLIED : State.FAILED, message);
    }

    /** @throws GitOpsException when a run of Helm was cut off: Helm would refuse to go on, and says not how to */
    private HelmState state(DeployRequest request, String release) {
        HelmState state = HelmState.read(cluster, helm, request.target(), release);
        Optional<HelmRelease> pending = state.release().filter(HelmRelease::isPending);
        if (pending.isPresent() && request.kind() != Kind.ROLLBACK) {
            throw new GitOpsException("release " + release + " is "
                    + pending.get().status()
                    + ": another Helm is at work on it, or one was cut off. If nobody deploys it, go back to its last"
                    + " good revision first: gitops rollback --deployer helm"
                    + (pending.get().revision() == 1 ? " does not help a first installation: helm uninstall" : ""));
        }
        return state;
    }

    private Plan plan(DeployRequest request, String release, HelmState state, List<Manifest> manifests) {
        return new HelmPlanning(cluster, request.target(), release)
                .plan(state, manifests, request.planning(), state.occasion(request));
    }

    private static Map<String, JsonNode> facts(DeployRequest request, String release) {
        Map<String, JsonNode> facts = new LinkedHashMap<>(request.source());
        facts.put("deployer", TextNode.valueOf("helm"));
        facts.put("release", TextNode.valueOf(release));
        return facts;
    }
}
