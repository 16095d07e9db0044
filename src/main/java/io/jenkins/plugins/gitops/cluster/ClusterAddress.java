package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a cluster is, and whose signature its certificate must have. Together with credentials it is all that
 * {@link ClusterAccess} needs: nothing is read from files or from the environment of the process.
 *
 * @param server the API server's URL: {@code https}, with neither user nor query in it
 * @param authority the certificates of the authority in PEM; null or blank for those that Java trusts
 */
public record ClusterAddress(String server, String authority) {
    /** @throws GitOpsException when the URL is not one of an API server */
    public ClusterAddress {
        server = checked(server == null ? "" : server.strip());
        authority = authority == null || authority.isBlank() ? null : authority;
    }

    /** @return access with a bearer token */
    public ClusterAccess withToken(String token) {
        return new ClusterAccess(config().withOauthToken(token).build());
    }

    /** @return access with a user's name and password */
    public ClusterAccess withPassword(String user, String password) {
        return new ClusterAccess(
                config().withUsername(user).withPassword(password).build());
    }

    /** @return access with a client certificate, both in PEM: the certificate with its chain, and its key */
    public ClusterAccess withCertificate(String certificates, String key) {
        return new ClusterAccess(
                config().withClientCertData(certificates).withClientKeyData(key).build());
    }

    /** @return whether both are the same server, however its URL is written */
    public static boolean isSame(String server, String other) {
        return checked(server).equals(checked(other));
    }

    ConfigBuilder config() {
        return new ConfigBuilder(Config.empty()).withMasterUrl(server).withCaCertData(authority);
    }

    private static String checked(String server) {
        URI uri;
        try {
            uri = new URI(server);
        } catch (URISyntaxException e) {
            throw refused(server, "it is no URL");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw refused(server, "it must begin with https://");
        }
        if (uri.getHost() == null) {
            throw refused(server, "there is no host in it");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new GitOpsException("the URL of an API server has neither a user nor ? or # in it:"
                    + " https://host:port, with a path when a proxy needs one");
        }
        int port = uri.getPort();
        return "https://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (port < 0 || port == 443 ? "" : ":" + port)
                + uri.getRawPath().replaceAll("/+$", "");
    }

    private static GitOpsException refused(String server, String why) {
        return new GitOpsException("\"" + server + "\" is not the URL of an API server: " + why);
    }
}
