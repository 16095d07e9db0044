package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.HelmVerify;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.flow.Verify;
import io.jenkins.plugins.gitops.core.flow.VerifyOptions;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.time.Duration;
import java.util.Locale;
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
            "Exit code 1 when it is not healthy or a check failed, 2 when it is healthy but has drifted."
        },
        footer = {
            "",
            "Examples:",
            "  gitops verify --app webapp --environment prod -n shop --timeout 600",
            "  gitops verify --app webapp --environment prod -n shop --tests --check http://webapp:8080/healthz",
            "  gitops verify --app webapp --environment prod -n shop --health-rules health.yaml -o json"
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
    private RecordOptions records;

    @Mixin
    private ReleaseOptions release;

    @Mixin
    private OutputOptions output;

    @Mixin
    private VerifyingOptions verifying;

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
        Target target = where.target(clusters.access());
        try (ClusterGateway cluster = clusters.open()) {
            Verify.Outcome outcome = verify(cluster, target, options);
            if (output.isText()) {
                print(outcome);
            } else {
                output.data(json(outcome));
            }
            if (!outcome.isGood()) {
                outcome.health().reasonLines().forEach(spec.commandLine().getErr()::println);
                return Main.ERROR;
            }
            return outcome.drift().isEmpty() ? Main.OK : Main.DIFFERENT;
        }
    }

    private Verify.Outcome verify(ClusterGateway cluster, Target target, VerifyOptions options) {
        Duration longest = Duration.ofSeconds(timeout);
        Duration stable = Duration.ofSeconds(stableFor);
        return release.isHelm()
                ? new HelmVerify(cluster, DeployerOptions.helm(clusters, target), WaitClock.system(), output.progress())
                        .with(fields.rules())
                        .with(options)
                        .run(target, release.release(target), longest, stable)
                : new Verify(cluster, records.open(), WaitClock.system(), output.progress())
                        .with(fields.rules())
                        .with(options)
                        .run(target, longest, stable);
    }

    private void print(Verify.Outcome outcome) {
        output.out().println(outcome.health().summary());
        new ConsoleReport(output.colored()).checks(outcome.checks()).forEach(output.out()::println);
        new ConsoleReport(output.colored()).drift(outcome.drift()).forEach(output.out()::println);
    }

    private static ObjectNode json(Verify.Outcome outcome) {
        ObjectNode tree = Json.object();
        tree.put("deployment", outcome.deployment().id());
        tree.put("state", outcome.deployment().state());
        tree.put("verdict", outcome.health().verdict().name().toLowerCase(Locale.ROOT));
        ArrayNode objects = tree.putArray("objects");
        outcome.health()
                .health()
                .forEach((key, health) -> objects.addObject()
                        .put("object", key.toString())
                        .put("status", health.status().name().toLowerCase(Locale.ROOT))
                        .put("reason", health.reason()));
        ArrayNode failures = tree.putArray("failures");
        outcome.health().reasonLines().forEach(failures::add);
        ArrayNode checks = tree.putArray("checks");
        outcome.checks()
                .forEach(check -> checks.addObject()
                        .put(
                                "kind",
                                check.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("name", check.name())
                        .put("passed", check.passed())
                        .put("message", check.message())
                        .put("millis", check.took().toMillis()));
        ArrayNode drift = tree.putArray("drift");
        outcome.drift().forEach(drift::add);
        return tree;
    }
}
