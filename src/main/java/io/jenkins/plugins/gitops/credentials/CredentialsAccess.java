package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.cluster.ClusterAddress;
import io.jenkins.plugins.gitops.cluster.KubeconfigPolicy;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Makes access to an environment's cluster from each type of credentials that can be used for one. */
final class CredentialsAccess {
    /** One byte more than a kubeconfig may have. */
    private static final int MOST = 1024 * 1024 + 1;
    /** A bearer token (RFC 6750); no kubeconfig looks like one. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final GitOpsEnvironment environment;

    CredentialsAccess(GitOpsEnvironment environment) {
        this.environment = environment;
    }

    /** @return a matcher of the types that {@link #open} takes */
    static CredentialsMatcher types() {
        return CredentialsMatchers.anyOf(
                CredentialsMatchers.instanceOf(FileCredentials.class),
                CredentialsMatchers.instanceOf(StringCredentials.class),
                CredentialsMatchers.instanceOf(StandardCertificateCredentials.class),
                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));
    }

    ClusterAccess open(StandardCredentials credentials) {
        if (credentials instanceof FileCredentials file) {
            return kubeconfig(text(file), file.getId());
        }
        if (credentials instanceof StringCredentials string) {
            String text = string.getSecret().getPlainText().strip();
            return TOKEN.matcher(text).matches() ? address().withToken(text) : kubeconfig(text, string.getId());
        }
        if (credentials instanceof StandardCertificateCredentials certificate) {
            ClientCertificate pem = ClientCertificate.of(certificate);
            return address().withCertificate(pem.certificates(), pem.key());
        }
        if (credentials instanceof StandardUsernamePasswordCredentials user) {
            return address().withPassword(user.getUsername(), user.getPassword().getPlainText());
        }
        throw new GitOpsException(Messages.CredentialsAccess_type(credentials.getId()));
    }

    private ClusterAddress address() {
        if (environment.getServer() == null) {
            throw new GitOpsException(Messages.CredentialsAccess_server(environment.getName()));
        }
        return new ClusterAddress(environment.getServer(), environment.getCaCertificate());
    }

    private ClusterAccess kubeconfig(String text, String id) {
        ClusterAccess access = KubeconfigPolicy.read(text, id);
        String server = environment.getServer();
        if (server != null && !ClusterAddress.isSame(server, access.server())) {
            throw new GitOpsException(
                    Messages.CredentialsAccess_otherServer(environment.getName(), server, access.server(), id));
        }
        if (environment.getCaCertificate() != null) {
            throw new GitOpsException(Messages.CredentialsAccess_authority(environment.getName(), id));
        }
        return access;
    }

    private static String text(FileCredentials file) {
        try (InputStream in = file.getContent()) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GitOpsException(Messages.CredentialsAccess_unreadable(file.getId(), e.getMessage()), e);
        }
    }
}
