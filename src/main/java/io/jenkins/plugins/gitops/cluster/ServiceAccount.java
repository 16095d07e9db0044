package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The service account of the Pod that this process runs in. Its token is replaced every hour or so, so it is read again
 * for each request.
 */
public final class ServiceAccount {
    private static final Path MOUNTED = Path.of("/", "var", "run", "secrets", "kubernetes.io", "serviceaccount");

    private final Path directory;
    private final Map<String, String> variables;

    ServiceAccount(Path directory, Map<String, String> variables) {
        this.directory = directory;
        this.variables = variables;
    }

    /** @return that of this process; whether there is one is found out by {@link #access} */
    public static ServiceAccount ofThisPod() {
        return new ServiceAccount(MOUNTED, System.getenv());
    }

    /**
     * @return access to the cluster that this process runs in
     * @throws GitOpsException when it runs in none, or its Pod has no service account
     */
    public ClusterAccess access() {
        String host = variables.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = variables.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host.isEmpty() || !Files.isReadable(directory.resolve("token"))) {
            throw new GitOpsException(
                    "Jenkins does not run in a Pod with a service account, so there is no cluster that"
                            + " it is in; name the server and credentials");
        }
        String name = host.contains(":") ? "[" + host + "]" : host;
        ConfigBuilder config = new ClusterAddress("https://" + name + ":" + port, text("ca.crt")).config();
        return new ClusterAccess(config.withOauthTokenProvider(() -> text("token"))
                .withNamespace(text("namespace"))
                .build());
    }

    private String text(String file) {
        try {
            return Files.readString(directory.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
