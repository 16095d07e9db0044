package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.flow.Target;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose history is meant, where there is no source to say so. */
final class ReleaseOptions {
    @Mixin
    private DeployerOptions deployer;

    @Option(
            names = "--release",
            paramLabel = "NAME",
            description = "With --deployer helm: the release (default: the app).")
    private String release;

    boolean isHelm() {
        return deployer.isHelm();
    }

    String release(Target target) {
        return release == null ? target.app() : release;
    }
}
