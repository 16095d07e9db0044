package io.jenkins.plugins.gitops.config;

import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.cluster.ClusterAddress;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.PruneLimit;
import io.jenkins.plugins.gitops.core.git.TrustedSigners;
import io.jenkins.plugins.gitops.core.plan.ProtectedKinds;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.credentials.ClusterCredentials;
import io.jenkins.plugins.gitops.credentials.ConnectionTest;
import io.jenkins.plugins.gitops.forms.Labels;
import io.jenkins.plugins.gitops.forms.Lines;
import java.time.Clock;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the form of an environment asks. What concerns syntax alone is answered to everybody; what looks at credentials,
 * at files or at a cluster only to who may configure the folder, or Jenkins.
 */
@Restricted(NoExternalUse.class)
public abstract class EnvironmentForm extends Descriptor<GitOpsEnvironment> {
    /** What the API server takes as a field manager. */
    private static final int LONGEST_MANAGER = 128;

    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
        return Labels.check(value, true);
    }

    @POST
    public FormValidation doCheckServer(@QueryParameter String value) {
        String server = Util.fixEmptyAndTrim(value);
        return server == null ? FormValidation.ok() : valid(() -> new ClusterAddress(server, null));
    }

    @POST
    public FormValidation doCheckCaCertificate(@QueryParameter String value) {
        return new CaCertificates(Clock.systemUTC()).check(value);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String server) {
        return ClusterCredentials.items(item, credentialsId, server);
    }

    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String server,
            @QueryParameter boolean inCluster) {
        return inCluster && Util.fixEmptyAndTrim(value) != null
                ? FormValidation.warning(Messages.EnvironmentForm_credentialsUnused())
                : ClusterCredentials.check(item, value, server);
    }

    @POST
    public FormValidation doCheckInCluster(@AncestorInPath Item item, @QueryParameter boolean value) {
        return value && item != null ? FormValidation.error(Messages.EnvironmentForm_inCluster()) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckNamespace(@QueryParameter String value) {
        return Labels.check(value, false);
    }

    @POST
    public FormValidation doCheckAllowedJobs(@QueryParameter String value) {
        return Lines.of(List.of(Util.fixNull(value))).stream()
                .filter(line -> line.startsWith("/") || line.contains("\\") || line.contains(" » "))
                .findFirst()
                .map(line -> FormValidation.error(Messages.EnvironmentForm_job(line)))
                .orElseGet(FormValidation::ok);
    }

    @POST
    public FormValidation doCheckAllowedBranches(@QueryParameter String value) {
        return Lines.of(List.of(Util.fixNull(value))).stream()
                .filter(line -> line.startsWith("refs/") || line.startsWith("origin/") || line.startsWith("*/"))
                .findFirst()
                .map(line -> FormValidation.warning(Messages.EnvironmentForm_branch(line)))
                .orElseGet(FormValidation::ok);
    }

    @POST
    public FormValidation doCheckPruneLimit(@QueryParameter String value) {
        String limit = Util.fixEmptyAndTrim(value);
        return limit == null ? FormValidation.ok() : valid(() -> PruneLimit.parse(limit));
    }

    @POST
    public FormValidation doCheckProtectedKinds(@QueryParameter String value) {
        return valid(() -> ProtectedKinds.of(Lines.of(List.of(Util.fixNull(value)))));
    }

    @POST
    public FormValidation doCheckFieldManager(@QueryParameter String value) {
        String manager = Util.fixNull(value).strip();
        return manager.length() > LONGEST_MANAGER || !manager.chars().allMatch(c -> c > ' ' && c < 127)
                ? FormValidation.error(Messages.EnvironmentForm_manager())
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckChecks(@QueryParameter String value) {
        String checks = Util.fixEmptyAndTrim(value);
        return checks == null
                ? FormValidation.ok()
                : valid(() -> Project.readChecks(value, Messages.EnvironmentForm_checks(), PolicySettings.LIMITS_ONLY));
    }

    @POST
    public FormValidation doCheckTrustedSigners(@QueryParameter String value) {
        String signers = Util.fixEmptyAndTrim(value);
        return signers == null ? FormValidation.ok() : valid(() -> TrustedSigners.of(List.of(signers)));
    }

    /** Logs in to the cluster, with the credentials that the drop-down offers here, and says what they may do there. */
    @POST
    public FormValidation doTestConnection(
            @AncestorInPath Item item,
            @QueryParameter String name,
            @QueryParameter String server,
            @QueryParameter String caCertificate,
            @QueryParameter String credentialsId,
            @QueryParameter boolean inCluster,
            @QueryParameter String namespace) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
        GitOpsEnvironment environment = new GitOpsEnvironment(name);
        environment.setServer(server);
        environment.setCaCertificate(caCertificate);
        environment.setCredentialsId(credentialsId);
        environment.setInCluster(inCluster);
        environment.setNamespace(namespace);
        return ConnectionTest.of(environment, item);
    }

    private static FormValidation valid(Runnable parse) {
        try {
            parse.run();
            return FormValidation.ok();
        } catch (GitOpsException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
