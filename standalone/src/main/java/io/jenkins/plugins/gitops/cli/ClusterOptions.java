package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private ClusterAccess access;

    /** Takes this context when no option names one. */
    void prefer(String other) {
        if (context == null && !other.isEmpty()) {
            context = other;
        }
    }

    /** @return the cluster that the options choose, read once */
    ClusterAccess access() {
        if (access == null) {
            access = PersonalKubeconfig.load(kubeconfig, context);
        }
        return access;
    }

    /** @return the options by which Helm reaches the same cluster */
    List<String> forHelm() {
        List<String> options = new ArrayList<>();
        if (kubeconfig != null) {
            options.addAll(List.of("--kubeconfig", kubeconfig.toAbsolutePath().toString()));
        }
        if (context != null) {
            options.addAll(List.of("--kube-context", context));
        }
        return options;
    }

    ClusterGateway open() {
        return open(access());
    }

    /** @return another cluster of the same kubeconfig */
    ClusterAccess in(String otherContext) {
        return PersonalKubeconfig.load(kubeconfig, otherContext);
    }

    ClusterGateway open(ClusterAccess other) {
        return other.open(Retry.DEFAULT);
    }
}
