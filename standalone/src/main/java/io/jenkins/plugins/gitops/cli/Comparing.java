package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.flow.Comparison;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.plan.ManifestDiff;
import io.jenkins.plugins.gitops.core.report.ConsoleComparison;
import java.util.List;
import java.util.Locale;

/**
 * Prints how two deployments differ.
 *
 * @param clusters where the first one is
 * @param rules which fields do not count
 * @param output where to
 */
record Comparing(ClusterOptions clusters, FieldRules rules, OutputOptions output) {

    /**
     * @param id of a deployment, or its beginning; empty for what is deployed now
     * @param access where the other one is
     * @return the exit code
     */
    int run(Target target, String id, Target other, String otherId, ClusterAccess access, boolean detailedExitCode) {
        try (ClusterGateway cluster = clusters.open();
                ClusterGateway second = clusters.open(access)) {
            Comparison comparison = Comparison.of(
                    cluster,
                    Comparison.Side.of(cluster, target, id),
                    second,
                    Comparison.Side.of(second, other, otherId),
                    rules);
            if (output.isText()) {
                new ConsoleComparison(output.colored()).lines(comparison).forEach(output.out()::println);
            } else {
                output.data(json(comparison));
            }
            return detailedExitCode && !comparison.isSame() ? Main.DIFFERENT : Main.OK;
        }
    }

    private static ObjectNode json(Comparison comparison) {
        ObjectNode tree = Json.object();
        tree.set("first", json(comparison.first(), comparison.firstImages()));
        tree.set("second", json(comparison.second(), comparison.secondImages()));
        ArrayNode objects = tree.putArray("objects");
        comparison.objects().forEach(object -> objects.add(json(object)));
        return tree;
    }

    private static ObjectNode json(Comparison.Side side, List<String> images) {
        ObjectNode tree = Json.object()
                .put("environment", side.target().environment())
                .put("namespace", side.target().namespace())
                .put("deployment", side.deployment().id())
                .put("state", side.deployment().state())
                .put("commit", side.deployment().commit())
                .put("subject", side.deployment().subject());
        ArrayNode only = tree.putArray("images");
        images.forEach(only::add);
        return tree;
    }

    private static ObjectNode json(ManifestDiff object) {
        ObjectNode tree = Json.object()
                .put("object", object.key().toString())
                .put("in", object.side().name().toLowerCase(Locale.ROOT));
        ArrayNode fields = tree.putArray("fields");
        object.fields().forEach(field -> {
            ObjectNode entry = fields.addObject().put("path", field.path());
            if (!field.before().isMissingNode()) {
                entry.set("first", field.before());
            }
            if (!field.after().isMissingNode()) {
                entry.set("second", field.after());
            }
        });
        return tree;
    }
}
