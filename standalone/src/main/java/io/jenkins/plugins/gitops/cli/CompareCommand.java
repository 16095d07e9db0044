package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.core.flow.Target;
import java.util.List;
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
        return new Comparing(clusters, fields.rules(), output)
                .run(target, id(0), other, id(1), access, detailedExitCode);
    }

    private String id(int index) {
        return index < ids.size() ? ids.get(index) : "";
    }
}
