package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.HelmDeploy;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import io.jenkins.plugins.gitops.core.release.HelmUpgrade;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the commands that deploy have in common. */
final class Flow {
    private Flow() {}

    /** @return a deployment that shows its plan on the console before it does anything */
    static Deploy deploy(
            ClusterGateway cluster,
            Target target,
            RecordingOptions records,
            Optional<GitRepository> git,
            OutputOptions output) {
        Progress progress = output.progress();
        return new Deploy(cluster, records.open(cluster, target, output), git, Clock.systemUTC(), progress)
                .auditedBy(records.local().audit())
                .telling(plan -> show(plan, output));
    }

    /** @return a deployment that goes back, and names what came later */
    static Deploy back(
            ClusterGateway cluster,
            Target target,
            RecordingOptions records,
            Optional<GitRepository> git,
            OutputOptions output) {
        return deploy(cluster, target, records, git, output).telling(plan -> showBack(plan, output));
    }

    /** @return the same for a Helm release */
    static HelmDeploy helm(
            ClusterGateway cluster,
            HelmProgram helm,
            Target target,
            RecordingOptions records,
            Optional<GitRepository> git,
            OutputOptions output) {
        return new HelmDeploy(
                        cluster, helm, records.open(cluster, target, output), git, Clock.systemUTC(), output.progress())
                .auditedBy(records.local().audit())
                .telling(plan -> show(plan, output));
    }

    static HelmUpgrade upgrade(DeployRequest request, SourceOptions.Chart chart, String release) {
        return new HelmUpgrade(
                chart.root(),
                chart.source(),
                release,
                request.planning().force(),
                request.waits().hooks());
    }

    private static void show(Plan plan, OutputOptions output) {
        PrintWriter words = output.words();
        new ConsoleReport(output.colored()).plan(plan).forEach(words::println);
        words.flush();
    }

    /** Shows a plan that goes back, and by name what came later: nobody should miss it afterwards. */
    private static void showBack(Plan plan, OutputOptions output) {
        show(plan, output);
        PrintWriter words = output.words();
        plan.changes().stream()
                .filter(change -> change.action() == Action.PRUNE)
                .forEach(change -> words.println("Came later and goes:  " + change.key()));
        plan.changes().stream()
                .filter(change ->
                        change.action() == Action.UNCHANGED && change.reason().startsWith("no longer declared"))
                .forEach(change -> words.println("Came later and stays: " + change.key() + ", " + change.reason()));
        words.flush();
    }

    /**
     * Prints how a deployment or its plan ended.
     *
     * @return the exit code
     */
    static int finish(DeploymentRecord record, OutputOptions output, DeployOptions options, PrintWriter err) {
        if (!output.isText()) {
            output.data(RecordJson.toJson(record));
        } else if (record.state() != State.PLANNED) {
            output.out().println(line(record));
        }
        output.out().flush();
        if (record.state() == State.FAILED) {
            err.println("gitops: " + record.message());
            return Main.ERROR;
        }
        boolean changes = record.plan().map(Plan::hasChanges).orElse(false);
        return options.dryRun() && options.detailedExitCode() && changes ? Main.DIFFERENT : Main.OK;
    }

    /** {@code webapp → prod: applied 20261122-164151-3f9ac25e in 1.2 s: 2 created, 1 updated}. */
    static String line(DeploymentRecord record) {
        String results = record.outcomes().entrySet().stream()
                .map(count -> count.getValue() + " " + word(count.getKey()))
                .collect(Collectors.joining(", "));
        double seconds = record.finished()
                .map(end -> Duration.between(record.started(), end).toMillis() / 1000.0)
                .orElse(0.0);
        return record.app() + " → " + record.environment() + ": " + word(record.state()) + " " + record.id()
                + String.format(Locale.ROOT, " in %.1f s", seconds)
                + (results.isEmpty() ? "" : ": " + results);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
