package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;

/** Address and credentials of a cluster, complete: whoever made it has decided what may be in it. */
public final class ClusterAccess {
    private final Config config;

    ClusterAccess(Config config) {
        this.config = config;
    }

    /** @return the API server's URL */
    public String server() {
        return config.getMasterUrl();
    }

    /** @return the namespace that goes with it, {@code default} when it names none */
    public String namespace() {
        return config.getNamespace() == null ? "default" : config.getNamespace();
    }

    /** @return a gateway to the cluster, to be closed by the caller; no request is sent yet */
    public ClusterGateway open(Retry retry) {
        return KubernetesGateway.open(config, retry);
    }

    Config config() {
        return config;
    }
}
