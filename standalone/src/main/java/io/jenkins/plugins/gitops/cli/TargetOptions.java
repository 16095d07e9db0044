package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.Project;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is deployed where. */
final class TargetOptions {
    @Option(
            names = "--app",
            paramLabel = "NAME",
            description = "The app: owner of the objects (default: that of gitops.yaml).")
    private String app;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment's name (default: the one that gitops.yaml has for the branch or tag, or \""
                    + Project.DEFAULT_ENVIRONMENT + "\").")
    private String environment;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The environment's namespace (default: that of gitops.yaml, else the context's).")
    private String namespace;

    @Option(names = "--config", paramLabel = "FILE", description = ProjectOptions.DESCRIPTION)
    private Path config;

    ProjectOptions project() {
        return new ProjectOptions(config);
    }

    /** @return the environment's name, null when no option names it */
    String environment() {
        return environment;
    }

    /** @return the target that the options name, or {@code gitops.yaml} where they do not */
    Target target(ClusterOptions clusters) {
        boolean asked = app == null || config != null;
        return target(clusters, asked ? project().settings(environment) : Optional.empty());
    }

    /** @param settings what {@code gitops.yaml} says; empty when it is not asked */
    Target target(ClusterOptions clusters, Optional<EnvironmentSettings> settings) {
        settings.map(EnvironmentSettings::context).ifPresent(clusters::prefer);
        String named = first(app, settings.map(EnvironmentSettings::app));
        if (named == null) {
            throw new GitOpsException(
                    "say which app: --app, or write a " + Project.FILE + " (gitops init proposes one)");
        }
        String where = first(namespace, settings.map(EnvironmentSettings::namespace));
        return new Target(
                named,
                Optional.ofNullable(first(environment, settings.map(EnvironmentSettings::environment)))
                        .orElse(Project.DEFAULT_ENVIRONMENT),
                where == null ? clusters.access().namespace() : where);
    }

    private static String first(String option, Optional<String> setting) {
        return option != null ? option : setting.filter(text -> !text.isEmpty()).orElse(null);
    }
}
