package io.jenkins.plugins.gitops.cli;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.gitops.cluster.KubernetesGateway;
import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster. */
final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "kubeconfig (default: as kubectl: $KUBECONFIG, then ~/.kube/config).")
    private Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "Context in it (default: its current one).")
    private String context;

    private Config config;

    /** @return the configuration that the options choose, read once */
    Config config() {
        if (config == null) {
            config = PersonalKubeconfig.load(kubeconfig, context);
        }
        return config;
    }

    ClusterGateway open() {
        return KubernetesGateway.open(config(), Retry.DEFAULT);
    }
}
