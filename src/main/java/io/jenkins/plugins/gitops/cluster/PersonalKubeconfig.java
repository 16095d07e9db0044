package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kubeconfig of a person on that person's own machine, found and read as kubectl does: it may run credential
 * programs and name files. Never for Jenkins, where {@link KubeconfigPolicy} decides.
 */
public final class PersonalKubeconfig {
    /** The system property with which fabric8 takes a path in place of the {@code KUBECONFIG} variable. */
    private static final String FILE_PROPERTY = Config.KUBERNETES_KUBECONFIG_FILE;

    private PersonalKubeconfig() {}

    /**
     * @param file the file; null for {@code KUBECONFIG}, then {@code ~/.kube/config}, then a Pod's service account
     * @param context the context in it; null for its current one
     * @throws GitOpsException when there is none, it cannot be read, or has no such context
     */
    public static ClusterAccess load(Path file, String context) {
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new GitOpsException("cannot read the kubeconfig " + file + "; check the path");
            }
            System.setProperty(FILE_PROPERTY, file.toString());
        }
        Config config;
        try {
            config = Config.autoConfigure(context);
        } catch (RuntimeException e) {
            throw new GitOpsException(
                    "cannot use the kubeconfig" + (file == null ? "" : " " + file) + ": " + message(e), e);
        }
        if (context != null
                && (config.getCurrentContext() == null
                        || !context.equals(config.getCurrentContext().getName()))) {
            throw new GitOpsException("the kubeconfig has no context \"" + context + "\"");
        }
        boolean inPod = System.getenv(Config.KUBERNETES_SERVICE_HOST_PROPERTY) != null;
        if (config.getCurrentContext() == null && !inPod) {
            throw new GitOpsException("no cluster is chosen: there is no kubeconfig with a current context."
                    + " Name one with --kubeconfig or KUBECONFIG, or a context with --context");
        }
        return new ClusterAccess(config);
    }

    private static String message(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
