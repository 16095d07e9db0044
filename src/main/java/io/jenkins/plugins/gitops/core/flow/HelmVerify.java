package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.health.Verifier;
import io.jenkins.plugins.gitops.core.health.VerifyRequest;
import io.jenkins.plugins.gitops.core.health.VerifyResult;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.HelmOwner;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.Difference;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Checks a Helm release: that its objects become healthy, that its tests and checks pass, then that they are still what
 * the release declares.
 */
public final class HelmVerify {
    private final ClusterGateway cluster;
    private final HelmProgram helm;
    private final WaitClock clock;
    private final Progress progress;
    private FieldRules rules = FieldRules.NONE;
    private VerifyOptions options = VerifyOptions.NONE;
    private AuditLog audit = AuditLog.none();
    private String actor = "";

    public HelmVerify(ClusterGateway cluster, HelmProgram helm, WaitClock clock, Progress progress) {
        this.cluster = cluster;
        this.helm = helm;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Sets which differences are no drift, and which values are sensitive beside those of Secrets.
     *
     * @return this
     */
    public HelmVerify with(FieldRules newRules) {
        rules = newRules;
        return this;
    }

    /**
     * Sets what is done beyond waiting for all objects together.
     *
     * @return this
     */
    public HelmVerify with(VerifyOptions newOptions) {
        options = newOptions;
        return this;
    }

    /**
     * Names where it is noted how each check has ended, and who checks.
     *
     * @return this
     */
    public HelmVerify auditedBy(AuditLog log, String who) {
        audit = log;
        actor = who;
        return this;
    }

    /**
     * Does what {@link Verify#run} does, and writes nothing: the history is Helm's.
     *
     * @throws GitOpsException when there is no such release, or the cluster cannot be read
     */
    public Verify.Outcome run(Target target, String release, Duration timeout, Duration stabilisation) {
        progress.phase("verify");
        HelmState state = HelmState.read(cluster, helm, target, release);
        Deployment current = state.inventory()
                .current()
                .orElseThrow(() -> new GitOpsException("release " + release + " was never deployed to namespace "
                        + target.namespace() + "; deploy it first, or check --release and --namespace"));
        HelmOwner owner = new HelmOwner(release, target.namespace());
        DesiredSet deployed = deployed(target, release, current, state, owner);
        VerifyResult health = new Verifier(cluster, clock, progress)
                .verify(new VerifyRequest(
                                state.inventory().members().stream()
                                        .map(member -> new VerifyRequest.Target(member.key(), member.type(), "", 0))
                                        .toList(),
                                owner.selector(),
                                timeout,
                                stabilisation,
                                true)
                        .with(options.expressions())
                        .withEach(options.each()))
                .masked(Checks.mask(Optional.of(deployed)));
        if (health.verdict() == Verdict.INTERRUPTED) {
            throw new CancellationException("verify was stopped");
        }
        List<CheckResult> checks = health.isHealthy()
                ? new Checks(cluster, options, clock, progress)
                        .run(target, Optional.of(deployed), "", "helm-" + current.id())
                : List.of();
        PlanOptions forced = PlanOptions.standard().withForce(true).withFields(rules);
        List<Difference> drift = Drift.of(
                new HelmPlanning(cluster, target, release).plan(state, state.manifests(), forced, Occasion.UPGRADE),
                List.of());
        Verify.Outcome outcome = Verify.Outcome.of(current, health, checks, drift);
        audit.append(Checked.entry(target, outcome, Optional.empty(), cluster.server(), actor, clock.now()));
        return outcome;
    }

    /** Hooks are read only when its tests are wanted: it is one more call of the program. */
    private DesiredSet deployed(Target target, String release, Deployment current, HelmState state, HelmOwner owner) {
        List<Manifest> manifests = new ArrayList<>(state.manifests());
        if (options.tests().isPresent()) {
            manifests.addAll(helm.hooks(release, Integer.parseInt(current.id())));
        }
        return DesiredSet.prepare(cluster, owner, target.namespace(), manifests, rules);
    }
}
