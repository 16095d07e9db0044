package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.time.Duration;

/** Opens gateways to the API servers of tests. */
public final class Gateways {
    /** Sends everything once, so that a fault is a failure. */
    public static final Retry ONCE = new Retry(1, Duration.ofMillis(1), Duration.ofMillis(1));
    /** Sends again without a wait worth mentioning. */
    public static final Retry QUICK = new Retry(6, Duration.ofMillis(1), Duration.ofMillis(20));

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Gateways() {}

    /** @return a gateway to a plain HTTP server without credentials, to be closed by the caller */
    public static ClusterGateway open(String url, Retry retry) {
        return open(url, retry, TIMEOUT, "");
    }

    /** @param token the bearer token; empty sends none */
    public static ClusterGateway open(String url, Retry retry, Duration timeout, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withRequestTimeout((int) timeout.toMillis())
                .withOauthToken(token.isEmpty() ? null : token)
                .build();
        return KubernetesGateway.open(config, retry);
    }
}
