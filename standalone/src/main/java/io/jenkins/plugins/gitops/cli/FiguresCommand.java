package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.Figures;
import io.jenkins.plugins.gitops.core.report.ConsoleFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops figures}: how well changes flow. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        description = {
            "Show how often, how fast and how safely changes arrive, from the records. Needs no cluster.",
            "Times are medians."
        },
        footer = {"", "Example:", "  gitops figures --app webapp --environment prod --days 90"})
final class FiguresCommand implements Callable<Integer> {
    @Mixin
    private RecordedTarget target;

    @Mixin
    private OutputOptions output;

    @Option(names = "--days", paramLabel = "N", description = "Of the last N days (default: ${DEFAULT-VALUE}).")
    private int days = 30;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Figures figures = Figures.of(target.all(), now.minus(Duration.ofDays(days)), now);
        if (output.isText()) {
            ConsoleFigures.lines(figures, days).forEach(output.out()::println);
        } else {
            output.data(json(figures));
        }
        return Main.OK;
    }

    private ObjectNode json(Figures figures) {
        ObjectNode tree = Json.object()
                .put("days", days)
                .put("deployments", figures.deployments())
                .put("failed", figures.failed())
                .put("rollbacks", figures.rollbacks())
                .put("corrections", figures.corrections())
                .put("checked", figures.checked())
                .put("refused", figures.refused())
                .put("commits", figures.commits())
                .put("deploymentsPerDay", figures.perDay());
        figures.failureRate().ifPresent(rate -> tree.put("failureRate", rate));
        figures.checkRate().ifPresent(rate -> tree.put("checkRate", rate));
        put(tree, "beforeDeploymentMillis", figures.beforeDeployment());
        put(tree, "deploymentMillis", figures.deployment());
        put(tree, "totalMillis", figures.total());
        put(tree, "restoreMillis", figures.restore());
        return tree;
    }

    private static void put(ObjectNode tree, String name, Optional<Duration> duration) {
        duration.ifPresent(value -> tree.put(name, value.toMillis()));
    }
}
