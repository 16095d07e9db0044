package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;

/** What the commands that deploy have in common. */
final class Flow {
    private Flow() {}

    static Deploy deploy(
            ClusterGateway cluster, RecordStore records, Optional<GitRepository> git, Progress progress) {
        return new Deploy(cluster, records, git, Clock.systemUTC(), progress);
    }

    /**
     * Prints how a deployment or its plan ended.
     *
     * @return the exit code
     */
    static int finish(DeploymentRecord record, OutputOptions output, DeployOptions options, PrintWriter err) {
        ConsoleReport report = new ConsoleReport(output.colored());
        if (!output.isText()) {
            output.data(RecordJson.toJson(record));
        } else if (options.dryRun()) {
            record.plan().ifPresent(plan -> {
                report.plan(plan).forEach(output.out()::println);
                output.out().println("plan " + plan.digest());
            });
        } else {
            report.record(record).forEach(output.out()::println);
        }
        output.out().flush();
        if (record.state() == State.FAILED) {
            err.println("gitops: " + record.message());
            return Main.ERROR;
        }
        boolean changes = record.plan().map(plan -> plan.hasChanges()).orElse(false);
        return options.dryRun() && options.detailedExitCode() && changes ? Main.DIFFERENT : Main.OK;
    }
}
