package io.jenkins.plugins.gitops.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials for clusters in forms. Who may not see them learns nothing about them, not even whether they exist. */
public final class ClusterCredentials {
    private ClusterCredentials() {}

    /**
     * What a drop-down offers.
     *
     * @param item the item whose form it is; null for the one of Jenkins itself
     * @param credentialsId what is chosen, which is always offered
     * @param server the URL that they are for; those of a domain that leaves it out are not offered
     */
    public static ListBoxModel items(
            @CheckForNull Item item, @CheckForNull String credentialsId, @CheckForNull String server) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!maySee(item)) {
            return items.includeCurrentValue(Util.fixNull(credentialsId));
        }
        items.includeEmptyValue();
        if (item == null) {
            items.includeMatchingAs(
                    CredentialsLookup.authentication(null),
                    Jenkins.get(),
                    StandardCredentials.class,
                    CredentialsLookup.requirements(Util.fixEmptyAndTrim(server)),
                    CredentialsAccess.types());
        } else {
            items.includeMatchingAs(
                    CredentialsLookup.authentication(item),
                    item,
                    StandardCredentials.class,
                    CredentialsLookup.requirements(Util.fixEmptyAndTrim(server)),
                    CredentialsAccess.types());
        }
        return items.includeCurrentValue(Util.fixNull(credentialsId));
    }

    /** @return whether the chosen credentials are there, can log in to a cluster, and go with what else the form says */
    public static FormValidation check(
            @CheckForNull Item item, @CheckForNull String credentialsId, @CheckForNull String server) {
        String id = Util.fixEmptyAndTrim(credentialsId);
        String url = Util.fixEmptyAndTrim(server);
        if (id == null || !maySee(item)) {
            return FormValidation.ok();
        }
        CredentialsLookup lookup = CredentialsLookup.of(item);
        StandardCredentials found = lookup.find(id, url);
        if (found == null) {
            return FormValidation.error(
                    url != null && lookup.find(id, null) != null
                            ? Messages.ClusterLogin_domain(id, url)
                            : Messages.ClusterCredentials_missing(id));
        }
        if (!CredentialsAccess.types().matches(found)) {
            return FormValidation.error(Messages.CredentialsAccess_type(id));
        }
        // Whether a secret text is a token or a kubeconfig is for the connection test to find out.
        boolean namesServer = found instanceof FileCredentials || found instanceof StringCredentials;
        return url == null && !namesServer
                ? FormValidation.error(Messages.ClusterCredentials_server())
                : FormValidation.ok();
    }

    static boolean maySee(@CheckForNull Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        AccessControlled guarded = item;
        return guarded.hasPermission(Item.EXTENDED_READ) || guarded.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
