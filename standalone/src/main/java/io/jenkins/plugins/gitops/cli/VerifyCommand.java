package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Correction;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.HelmVerify;
import io.jenkins.plugins.gitops.core.flow.Recovery;
import io.jenkins.plugins.gitops.core.flow.Rollback;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.flow.Verify;
import io.jenkins.plugins.gitops.core.flow.VerifyOptions;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gitops verify}: health, then tests and checks, then drift. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Wait until what was deployed last is healthy, run its tests and checks, then compare it with what was applied.",
            "Exit code 1 when it is not healthy or a check failed, 2 when it is healthy but has drifted.",
            "With --on-failure rollback it goes back to the last verified deployment, with --correct it puts back drift."
        },
        footer = {
            "",
            "Examples:",
            "  gitops verify --app webapp --environment prod -n shop --timeout 600",
            "  gitops verify --app webapp --environment prod -n shop --tests --check http://webapp:8080/healthz",
            "  gitops verify --app webapp --environment prod -n shop --health-rules health.yaml --on-failure rollback",
            "  gitops verify --app webapp --environment prod -n shop --correct",
            "  gitops verify --app webapp --environment prod -n shop -o json"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOptions where;

    @Mixin
    private FieldOptions fields;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private RecordingOptions records;

    @Mixin
    private ReleaseOptions release;

    @Mixin
    private VerifyingOptions verifying;

    @Mixin
    private RecoveryOptions recovery;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long objects may take to become healthy (default: ${DEFAULT-VALUE}).")
    private int timeout = 600;

    @Option(
            names = "--stable-for",
            paramLabel = "SECONDS",
            description = "How long they must stay healthy together (default: ${DEFAULT-VALUE}).")
    private int stableFor = 0;

    @Override
    public Integer call() {
        VerifyOptions options = verifying.options();
        Target target = where.target(clusters);
        try (ClusterGateway cluster = clusters.open()) {
            if (recovery.corrects() && !corrected(cluster, target)) {
                return Main.ERROR;
            }
            Recovery.Outcome outcome = recovery.rollsBack()
                    ? recovered(cluster, target, options)
                    : new Recovery.Outcome(verify(cluster, target, options), Optional.empty(), Optional.empty(), "");
            if (output.isText()) {
                print(outcome.first());
                outcome.second().ifPresent(this::print);
            } else {
                output.data(VerifyJson.of(outcome));
            }
            return exitCode(outcome);
        }
    }

    private int exitCode(Recovery.Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        if (!outcome.first().isGood()) {
            outcome.first().health().reasonLines().forEach(err::println);
            outcome.second().ifPresent(second -> second.health().reasonLines().forEach(err::println));
            if (!outcome.message().isEmpty()) {
                err.println("gitops: " + outcome.message());
            }
            return Main.ERROR;
        }
        return outcome.first().differences().isEmpty() ? Main.OK : Main.DIFFERENT;
    }

    /** @return whether it worked, or there was nothing to correct */
    private boolean corrected(ClusterGateway cluster, Target target) {
        if (release.isHelm()) {
            throw new GitOpsException("--correct puts back what we have applied; for a Helm release deploy it again");
        }
        Deploy deploy = Flow.deploy(cluster, target, records, Optional.empty(), output);
        Optional<DeploymentRecord> record =
                new Correction(cluster, deploy, output.progress()).run(recovery.template(target, fields.rules()));
        record.ifPresent(done -> output.words().println(Flow.line(done)));
        Optional<DeploymentRecord> failed = record.filter(done -> done.state() != State.APPLIED);
        failed.ifPresent(done -> spec.commandLine().getErr().println("gitops: " + done.message()));
        return failed.isEmpty();
    }

    private Recovery.Outcome recovered(ClusterGateway cluster, Target target, VerifyOptions options) {
        DeployRequest template = recovery.template(target, fields.rules());
        Recovery.Back back = release.isHelm()
                ? (failed, why) -> Flow.helm(
                                cluster,
                                DeployerOptions.helm(clusters, target),
                                target,
                                records,
                                Optional.empty(),
                                output)
                        .rollback(template.but().by(template.actor(), why).build(), release.release(target), 0)
                : (failed, why) -> new Rollback(cluster, Flow.back(cluster, target, records, Optional.empty(), output))
                        .recover(template, failed.deployment(), why);
        return new Recovery(() -> verify(cluster, target, options), back, output.progress()).run();
    }

    private Verify.Outcome verify(ClusterGateway cluster, Target target, VerifyOptions options) {
        Duration longest = Duration.ofSeconds(timeout);
        Duration stable = Duration.ofSeconds(stableFor);
        return release.isHelm()
                ? new HelmVerify(cluster, DeployerOptions.helm(clusters, target), WaitClock.system(), output.progress())
                        .with(fields.rules())
                        .with(options)
                        .auditedBy(records.local().audit(), RecordOptions.actor())
                        .run(target, release.release(target), longest, stable)
                : new Verify(cluster, records.open(cluster, target, output), WaitClock.system(), output.progress())
                        .with(fields.rules())
                        .with(options)
                        .auditedBy(records.local().audit(), RecordOptions.actor())
                        .run(target, longest, stable);
    }

    private void print(Verify.Outcome outcome) {
        output.out().println(outcome.deployment().id() + ": " + outcome.health().summary());
        new ConsoleReport(output.colored()).checks(outcome.checks()).forEach(output.out()::println);
        new ConsoleReport(output.colored()).drift(outcome.drift()).forEach(output.out()::println);
    }
}
