package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.core.flow.Target;
import picocli.CommandLine.Option;

/** What is deployed where. */
final class TargetOptions {
    @Option(names = "--app", paramLabel = "NAME", required = true, description = "The app: owner of the objects.")
    private String app;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The environment's name (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The environment's namespace (default: the context's).")
    private String namespace;

    /** @param access where the namespace comes from when none is given */
    Target target(ClusterAccess access) {
        return new Target(app, environment, namespace == null ? access.namespace() : namespace);
    }
}
