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
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.Difference;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Checks the last deployment: first that it becomes healthy, then that it is still what was applied. */
public final class Verify {
    private final ClusterGateway cluster;
    private final RecordStore records;
    private final WaitClock clock;
    private final Progress progress;
    private FieldRules rules = FieldRules.NONE;
    private VerifyOptions options = VerifyOptions.NONE;
    private AuditLog audit = AuditLog.none();
    private String actor = "";

    public Verify(ClusterGateway cluster, RecordStore records, WaitClock clock, Progress progress) {
        this.cluster = cluster;
        this.records = records;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Sets which differences are no drift, and which values are sensitive beside those of Secrets.
     *
     * @return this
     */
    public Verify with(FieldRules newRules) {
        rules = newRules;
        return this;
    }

    /**
     * Sets what is done beyond waiting for all objects together.
     *
     * @return this
     */
    public Verify with(VerifyOptions newOptions) {
        options = newOptions;
        return this;
    }

    /**
     * Names where it is noted how each check has ended, and who checks.
     *
     * @return this
     */
    public Verify auditedBy(AuditLog log, String who) {
        audit = log;
        actor = who;
        return this;
    }

    /**
     * What was found.
     *
     * @param deployment the deployment that was checked, with its new state: {@code verified} or {@code unhealthy}
     * @param health how waiting for health ended
     * @param checks how tests and checks ended; empty when none were wanted, or when it was not healthy before
     * @param differences what is not as it was applied, masked; empty when nothing drifted
     */
    public record Outcome(
            Deployment deployment, VerifyResult health, List<CheckResult> checks, List<Difference> differences) {

        /** @return what was found of a deployment, whose state follows from it */
        static Outcome of(
                Deployment deployment, VerifyResult health, List<CheckResult> checks, List<Difference> differences) {
            Outcome outcome = new Outcome(deployment, health, checks, differences);
            return new Outcome(
                    deployment.withState(outcome.isGood() ? "verified" : "unhealthy"), health, checks, differences);
        }

        /** @return whether everything is healthy and every check has passed */
        public boolean isGood() {
            return health.isHealthy() && checks.stream().allMatch(CheckResult::passed);
        }

        /** @return how it ended, in a few words */
        public String summary() {
            return health.isHealthy() && !isGood()
                    ? "its objects are healthy, but checks have failed"
                    : health.summary();
        }

        /** @return why it is not good, a line for each object and check, as far as it is fit to be kept */
        public List<String> reasons() {
            return Stream.concat(
                            health.reasons().stream(),
                            checks.stream()
                                    .filter(check -> !check.passed())
                                    .map(check -> check.name() + ": " + check.message()))
                    .toList();
        }

        /** @return the differences in words, a line each */
        public List<String> drift() {
            return differences.stream().map(Difference::line).toList();
        }
    }

    /**
     * Waits for health, then compares. Notes both in history and record.
     *
     * @param timeout how long the objects may take to become healthy
     * @param stabilisation how long they must stay so
     * @throws GitOpsException when the app was never deployed, or the cluster cannot be read
     * @throws CancellationException when the thread was interrupted; its interrupt flag is set
     */
    public Outcome run(Target target, Duration timeout, Duration stabilisation) {
        History history = History.of(cluster, target);
        Deployment current = history.current();
        progress.phase("verify");
        DriftCheck check = new DriftCheck(cluster, rules);
        Optional<DesiredSet> applied = applied(check, target, current);
        VerifyResult health = new Verifier(cluster, clock, progress)
                .verify(new VerifyRequest(
                                targets(history.inventory(), applied),
                                ApplySet.PART_OF + "=" + history.inventory().id(),
                                timeout,
                                stabilisation,
                                true)
                        .with(options.expressions())
                        .withEach(options.each()))
                .masked(Checks.mask(applied));
        if (health.verdict() == Verdict.INTERRUPTED) {
            throw new CancellationException("verify was stopped");
        }
        List<CheckResult> checks = health.isHealthy()
                ? new Checks(cluster, options, clock, progress)
                        .run(target, applied, history.inventory().id(), current.id())
                : List.of();
        List<Difference> drift =
                applied.map(set -> check.of(history.inventory(), set)).orElse(List.of());
        Outcome outcome = Outcome.of(current, health, checks, drift);
        Optional<DeploymentRecord> record = note(target, outcome);
        audit.append(Checked.entry(target, outcome, record, cluster.server(), actor, clock.now()));
        return outcome;
    }

    /** What was applied, from its snapshot; empty when none could be kept. */
    private Optional<DesiredSet> applied(DriftCheck check, Target target, Deployment current) {
        try {
            return Optional.of(check.applied(target, current));
        } catch (GitOpsException e) {
            progress.warn("drift cannot be checked: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<VerifyRequest.Target> targets(Inventory inventory, Optional<DesiredSet> applied) {
        return inventory.members().stream()
                // What was kept although no longer declared is not what this deployment is judged by.
                .filter(member -> applied.isEmpty() || applied.get().byKey().containsKey(member.key()))
                .map(Verify::target)
                .toList();
    }

    private static VerifyRequest.Target target(Member member) {
        return new VerifyRequest.Target(member.key(), member.type(), member.uid(), 0);
    }

    /** @return the record of the deployment with what was found, when it is here */
    private Optional<DeploymentRecord> note(Target target, Outcome outcome) {
        Deployment checked = outcome.deployment();
        Optional<DeploymentRecord> noted =
                records.load(target.app(), target.environment(), checked.id()).map(record -> noted(record, outcome));
        noted.ifPresent(records::save);
        InventoryStore inventories = new InventoryStore(cluster);
        Inventory inventory = inventories.load(target.app(), target.environment(), target.namespace());
        boolean known = inventory.history().contains(checked);
        if (!known && inventory.history().stream().anyMatch(line -> line.id().equals(checked.id()))) {
            try {
                inventories.save(inventory.with(checked.withAudit(audit.anchor())));
            } catch (GitOpsException e) {
                progress.warn("the history does not say \"" + checked.state() + "\": " + e.getMessage());
            }
        }
        return noted;
    }

    private static DeploymentRecord noted(DeploymentRecord record, Outcome outcome) {
        RecordBuilder builder = new RecordBuilder(record);
        outcome.health().health().forEach(builder::health);
        outcome.checks().forEach(check -> builder.timing("checks", check.took()));
        return builder.checks(outcome.checks())
                .differences(outcome.differences())
                .timing("verify", outcome.health().took())
                .state(
                        outcome.isGood() ? State.VERIFIED : State.FAILED,
                        outcome.isGood() ? "" : outcome.summary() + ": " + String.join("; ", outcome.reasons()))
                .build();
    }
}
