package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Who applies: the engine itself, or Helm. */
final class DeployerOptions {
    /** The deployers. */
    enum Deployer {
        GITOPS,
        HELM
    }

    @Option(
            names = "--deployer",
            paramLabel = "NAME",
            defaultValue = "gitops",
            description = "gitops, or helm: deploy the chart as a Helm release, whose history Helm keeps"
                    + " (default: ${DEFAULT-VALUE}).")
    private Deployer deployer;

    boolean isHelm() {
        return deployer == Deployer.HELM;
    }

    /** @return Helm at work on the target's namespace */
    static HelmProgram helm(ClusterOptions clusters, Target target) {
        return new HelmProgram(
                new ProcessRunner(), Path.of("").toAbsolutePath(), clusters.forHelm(), target.namespace());
    }
}
