package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.HelmHistory;
import io.jenkins.plugins.gitops.core.flow.History;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.report.ConsoleReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gitops history}: the last deployments, as the cluster remembers them. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "List the last deployments of an app. Needs nothing but the cluster.",
        footer = {"", "Example:", "  gitops history --app webapp --environment prod -n shop"})
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions where;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private ReleaseOptions release;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Target target = where.target(clusters);
        try (ClusterGateway cluster = clusters.open()) {
            List<Deployment> deployments = release.isHelm()
                    ? HelmHistory.of(DeployerOptions.helm(clusters, target).history(release.release(target)))
                    : History.of(cluster, target).deployments();
            if (output.isText()) {
                new ConsoleReport(output.colored()).history(deployments).forEach(output.out()::println);
            } else {
                ObjectNode tree = Json.object();
                ArrayNode lines = tree.putArray("deployments");
                deployments.forEach(deployment -> lines.add(json(deployment)));
                output.data(tree);
            }
            return Main.OK;
        }
    }

    private static ObjectNode json(Deployment deployment) {
        return Json.object()
                .put("id", deployment.id())
                .put("at", deployment.at().toString())
                .put("kind", deployment.kind())
                .put("state", deployment.state())
                .put("commit", deployment.commit())
                .put("subject", deployment.subject())
                .put("summary", deployment.summary())
                .put("actor", deployment.actor())
                .put("reason", deployment.reason())
                .put("manifests", deployment.manifests())
                .put("audit", deployment.audit());
    }
}
