package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.Correction;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.Recovery;
import io.jenkins.plugins.gitops.core.flow.Rollback;
import io.jenkins.plugins.gitops.core.flow.Verify;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Verifies for a build: what step and build step of a freestyle job both call. */
public final class VerifyService {
    private final Run<?, ?> run;
    private final TaskListener listener;

    public VerifyService(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Verifies the last deployment. Blocks; an interrupt of the thread stops it.
     *
     * @param deadline until when the objects may take to become healthy; what a restart of Jenkins took counts
     * @return what was found, and how going back has ended if that was wanted and needed
     * @throws GitOpsException when it cannot be verified at all
     * @throws java.util.concurrent.CancellationException when it was stopped
     */
    public Recovery.Outcome run(VerifyTask task, Instant deadline) {
        if (task.rollback()) {
            GitOpsPermissions.check(run, GitOpsPermissions.ROLLBACK);
        }
        if (task.correct()) {
            GitOpsPermissions.check(run, GitOpsPermissions.DEPLOY);
        }
        try (ClusterSession session = ClusterSession.open(run, listener, task.app(), task.environment())) {
            DeployRequest template = template(session, task);
            if (task.correct()) {
                correct(session, template);
            }
            Recovery.Outcome outcome = task.rollback()
                    ? recovered(session, task, template, deadline)
                    : new Recovery.Outcome(verify(session, task, deadline), Optional.empty(), Optional.empty(), "");
            tell(session, outcome.first());
            outcome.second().ifPresent(second -> tell(session, second));
            return outcome;
        } catch (GitOpsException e) {
            throw StepWords.of(e);
        }
    }

    private Recovery.Outcome recovered(
            ClusterSession session, VerifyTask task, DeployRequest template, Instant deadline) {
        Rollback rollback = new Rollback(session.cluster(), session.deploy(Optional.empty()));
        return new Recovery(
                        () -> verify(session, task, deadline),
                        (failed, why) -> rollback.recover(template, failed.deployment(), why),
                        session.progress())
                .run();
    }

    private DeployRequest template(ClusterSession session, VerifyTask task) {
        DeployRequest asked = DeployRequest.to(session.target())
                .planning(PlanOptions.standard().withFields(task.fields().rules()))
                .build();
        return new EnvironmentRules(session, run)
                .applyTo(asked, "")
                .by(session.actor(), "")
                .build();
    }

    private static void correct(ClusterSession session, DeployRequest template) {
        Optional<DeploymentRecord> corrected =
                new Correction(session.cluster(), session.deploy(Optional.empty()), session.progress()).run(template);
        corrected.filter(record -> record.state() != State.APPLIED).ifPresent(record -> {
            throw new GitOpsException("drift could not be put back: " + record.message());
        });
    }

    private Verify.Outcome verify(ClusterSession session, VerifyTask task, Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline);
        return new Verify(session.cluster(), session.records(), WaitClock.system(), session.progress())
                .with(task.fields().rules())
                .with(task.options())
                .auditedBy(session.audit(), session.actor())
                .run(
                        session.target(),
                        left.isNegative() ? Duration.ZERO : left,
                        Duration.ofSeconds(task.stableSeconds()));
    }

    private static void tell(ClusterSession session, Verify.Outcome outcome) {
        session.log().println(outcome.deployment().id() + ": " + outcome.summary());
        ConsoleReport report = new ConsoleReport(false);
        report.checks(outcome.checks()).forEach(session.log()::println);
        report.drift(outcome.drift()).forEach(session.log()::println);
    }
}
