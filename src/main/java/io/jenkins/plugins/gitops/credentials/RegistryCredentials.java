package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.registry.Login;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who a build is to registries of images. Each is bound to the host that the job names: a registry that only a manifest
 * names is told nothing.
 */
public final class RegistryCredentials {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");

    private RegistryCredentials() {}

    /**
     * @param ids the ids of credentials by the hosts that they are for, as the job names them
     * @return the logins by the hosts in lower case
     * @throws GitOpsException when a build of the job may not use one of them, or it is no user name with a password
     */
    public static Map<String, Login> of(Run<?, ?> run, Map<String, String> ids) {
        CredentialsLookup lookup = CredentialsLookup.of(run, false);
        Map<String, Login> logins = new LinkedHashMap<>();
        ids.forEach((host, id) -> {
            StandardUsernamePasswordCredentials found = find(lookup, host, id);
            logins.put(
                    host.toLowerCase(Locale.ROOT),
                    new Login(found.getUsername(), found.getPassword().getPlainText(), ""));
        });
        return logins;
    }

    /** @return what a log must not show of the logins */
    public static List<String> secrets(Map<String, Login> logins) {
        return logins.values().stream().map(Login::password).toList();
    }

    /**
     * Looks at what a form says. Who may not see the credentials of the item learns nothing about them.
     *
     * @param item the item whose form it is; null for one of Jenkins itself
     * @throws GitOpsException as for a build
     */
    public static void check(@CheckForNull Item item, String host, String id) {
        requireHost(host);
        if (ClusterCredentials.maySee(item)) {
            find(CredentialsLookup.of(item), host, id);
        }
    }

    private static StandardUsernamePasswordCredentials find(CredentialsLookup lookup, String host, String id) {
        requireHost(host);
        String server = "https://" + host;
        StandardCredentials found = lookup.find(id, server);
        if (found == null) {
            throw new GitOpsException(
                    lookup.find(id, null) == null
                            ? Messages.RegistryCredentials_missing(id, host)
                            : Messages.RegistryCredentials_domain(id, host));
        }
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return login;
        }
        throw new GitOpsException(Messages.RegistryCredentials_type(id, host));
    }

    private static void requireHost(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new GitOpsException(Messages.RegistryCredentials_host(host));
        }
    }
}
