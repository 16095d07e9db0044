package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.time.Duration;
import java.util.List;

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

    /** @return the same access, whose requests wait no longer than that for a connection, and for an answer */
    public ClusterAccess within(Duration limit) {
        int milliseconds = Math.toIntExact(limit.toMillis());
        return new ClusterAccess(new ConfigBuilder(config)
                .withConnectionTimeout(milliseconds)
                .withRequestTimeout(milliseconds)
                .build());
    }

    /**
     * @return what of it must never be seen, for filters of logs: token, password, the lines of the key, each in Base64
     *     too. A token that is renewed is the one of now
     */
    public List<String> secrets() {
        return AccessSecrets.of(config);
    }

    /** @return a gateway to the cluster, to be closed by the caller; no request is sent yet */
    public ClusterGateway open(Retry retry) {
        return KubernetesGateway.open(config, retry);
    }

    Config config() {
        return config;
    }
}
