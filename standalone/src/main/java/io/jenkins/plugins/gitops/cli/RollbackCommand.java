package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.History;
import io.jenkins.plugins.gitops.core.flow.Rollback;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gitops rollback}: back to what an earlier deployment applied. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Apply again what an earlier deployment applied, from what the cluster has kept of it; no Git needed.",
            "It is planned, locked and recorded like a deployment, and prunes what came later."
        },
        footer = {
            "",
            "Examples:",
            "  gitops rollback --app webapp --environment prod -n shop              # to the last verified one",
            "  gitops rollback --app webapp --environment prod -n shop --dry-run    # what would that change?",
            "  gitops rollback --app webapp --environment prod -n shop --to 20261122-164151",
            "  gitops rollback --app webapp --environment prod -n shop --to-commit 3f2a1b9 --reason 'bad prices'"
        })
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOptions where;

    @Mixin
    private DeployOptions options;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private RecordingOptions records;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ReleaseOptions release;

    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "The deployment to go back to, or the beginning of its id (default: the last verified one"
                    + " whose content is another). With --deployer helm a revision (default: the last good one).")
    private String to = "";

    @Option(
            names = "--to-commit",
            paramLabel = "COMMIT",
            description =
                    "The newest deployment of this commit, verified ones first. One that is no longer remembered is"
                            + " rendered anew: deploy --rollback --revision COMMIT.")
    private String toCommit = "";

    @Override
    public Integer call() {
        if (!toCommit.isEmpty() && (!to.isEmpty() || release.isHelm())) {
            throw new GitOpsException("--to-commit chooses among our own deployments, and alone: leave out --to and"
                    + " --deployer helm");
        }
        Target target = where.target(clusters);
        Progress progress = output.progress();
        try (ClusterGateway cluster = clusters.open()) {
            if (release.isHelm()) {
                return helm(cluster, target);
            }
            History history = History.of(cluster, target);
            Deployment earlier = toCommit.isEmpty() ? history.rollbackTarget(to) : history.rollbackTargetAt(toCommit);
            progress.info(
                    "back to " + earlier.id() + (earlier.subject().isEmpty() ? "" : ", \"" + earlier.subject() + "\""));
            Deploy deploy = Flow.back(cluster, target, records, Optional.empty(), output);
            DeploymentRecord record = new Rollback(cluster, deploy).run(options.template(target, true), earlier);
            return Flow.finish(record, output, options, spec.commandLine().getErr());
        }
    }

    private int helm(ClusterGateway cluster, Target target) {
        if (!to.matches("\\d{0,9}")) {
            throw new GitOpsException("\"" + to + "\" is no revision of a Helm release; see gitops history");
        }
        DeploymentRecord record = Flow.helm(
                        cluster, DeployerOptions.helm(clusters, target), target, records, Optional.empty(), output)
                .rollback(
                        options.template(target, true),
                        release.release(target),
                        to.isEmpty() ? 0 : Integer.parseInt(to));
        return Flow.finish(record, output, options, spec.commandLine().getErr());
    }
}
