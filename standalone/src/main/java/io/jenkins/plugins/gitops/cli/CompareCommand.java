package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Comparison;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.plan.ManifestDiff;
import io.jenkins.plugins.gitops.core.report.ConsoleComparison;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops compare}: two deployments, of one environment or of two. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Show how two deployments differ: commit, images, and every field of what they have applied.",
            "They are of one environment, or with --with-environment of two. An ID that is left out means what is"
                    + " deployed now."
        },
        footer = {
            "",
            "Examples:",
            "  gitops compare --app webapp --environment prod -n shop 20261122-1641 20261123-0902",
            "  gitops compare --app webapp --environment prod -n shop 20261122-1641       # with what is deployed now",
            "  gitops compare --app webapp --environment staging -n shop-staging --with-environment prod --with-namespace"
                    + " shop"
        })
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions where;

    @Mixin
    private ClusterOptions clusters;

    @Mixin
    private FieldOptions fields;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--with-environment",
            paramLabel = "NAME",
            description = "The environment of the second deployment (default: the same).")
    private String environment;

    @Option(names = "--with-namespace", paramLabel = "NAME", description = "Its namespace (default: the same).")
    private String namespace;

    @Option(
            names = "--with-context",
            paramLabel = "NAME",
            description = "The context of its cluster in the kubeconfig (default: the same).")
    private String context;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when they differ.")
    private boolean detailedExitCode;

    @Parameters(arity = "0..2", paramLabel = "ID", description = "A deployment, or the beginning of its id.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
        Target target = where.target(clusters);
        ClusterAccess access = context == null ? clusters.access() : clusters.in(context);
        Target other = new Target(
                target.app(),
                environment == null ? target.environment() : environment,
                namespace == null ? target.namespace() : namespace);
        try (ClusterGateway cluster = clusters.open();
                ClusterGateway second = clusters.open(access)) {
            Comparison comparison = Comparison.of(
                    cluster,
                    Comparison.Side.of(cluster, target, id(0)),
                    second,
                    Comparison.Side.of(second, other, id(1)),
                    fields.rules());
            if (output.isText()) {
                new ConsoleComparison(output.colored()).lines(comparison).forEach(output.out()::println);
            } else {
                output.data(json(comparison));
            }
            return detailedExitCode && !comparison.isSame() ? Main.DIFFERENT : Main.OK;
        }
    }

    private String id(int index) {
        return index < ids.size() ? ids.get(index) : "";
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
