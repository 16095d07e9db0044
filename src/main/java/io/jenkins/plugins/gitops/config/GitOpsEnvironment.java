package io.jenkins.plugins.gitops.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.gitops.forms.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A named target of deployments: a cluster, a namespace in it, the credentials for it, and who may deploy to it. It holds
 * no secret, only the id of credentials. {@link Environments} finds it by its name.
 */
public final class GitOpsEnvironment extends AbstractDescribableImpl<GitOpsEnvironment> {
    private final String name;
    private String server;
    private String caCertificate;
    private String credentialsId;
    private boolean inCluster;
    private String namespace;
    private ArrayList<String> allowedJobs = new ArrayList<>();
    private ArrayList<String> allowedBranches = new ArrayList<>();
    private String pruneLimit;
    private ArrayList<String> protectedKinds = new ArrayList<>();
    private String fieldManager;
    private String checks;
    private String trustedSigners;

    /** @param name what jobs call it: lower-case letters, digits and hyphens */
    @DataBoundConstructor
    public GitOpsEnvironment(String name) {
        this.name = Util.fixNull(name).strip();
    }

    public String getName() {
        return name;
    }

    /** @return the API server's {@code https} URL, null when the credentials are a kubeconfig, which names it */
    @CheckForNull
    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    /** @return the authorities that the server's certificate is checked against, in PEM; null for those of Java */
    @CheckForNull
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** @return whether the cluster is the one that the controller runs in, with the controller's own service account */
    public boolean isInCluster() {
        return inCluster;
    }

    /** @param inCluster only an environment of the whole Jenkins may say so: a folder's is refused when it is used */
    @DataBoundSetter
    public void setInCluster(boolean inCluster) {
        this.inCluster = inCluster;
    }

    /** @return the namespace of its inventories, and of objects that name none; null for that of the credentials */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** @return patterns of full names of jobs that may deploy; empty: every job that sees the environment */
    public List<String> getAllowedJobs() {
        return Collections.unmodifiableList(allowedJobs);
    }

    @DataBoundSetter
    public void setAllowedJobs(List<String> allowedJobs) {
        this.allowedJobs = Lines.of(allowedJobs);
    }

    @Restricted(NoExternalUse.class)
    public String getAllowedJobsText() {
        return Lines.join(allowedJobs);
    }

    /** @return patterns of branches that may be deployed; empty: every branch */
    public List<String> getAllowedBranches() {
        return Collections.unmodifiableList(allowedBranches);
    }

    @DataBoundSetter
    public void setAllowedBranches(List<String> allowedBranches) {
        this.allowedBranches = Lines.of(allowedBranches);
    }

    @Restricted(NoExternalUse.class)
    public String getAllowedBranchesText() {
        return Lines.join(allowedBranches);
    }

    /**
     * @return how many objects one deployment may prune, a number or a share ({@code 25%}); null for the usual limit. To
     *     be read by {@link io.jenkins.plugins.gitops.core.flow.PruneLimit#parse}
     */
    @CheckForNull
    public String getPruneLimit() {
        return pruneLimit;
    }

    @DataBoundSetter
    public void setPruneLimit(String pruneLimit) {
        this.pruneLimit = Util.fixEmptyAndTrim(pruneLimit);
    }

    /** @return kinds of which nothing is deleted without consent beside those that always are, {@code Kind.group} each */
    public List<String> getProtectedKinds() {
        return Collections.unmodifiableList(protectedKinds);
    }

    @DataBoundSetter
    public void setProtectedKinds(List<String> protectedKinds) {
        this.protectedKinds = Lines.of(protectedKinds);
    }

    @Restricted(NoExternalUse.class)
    public String getProtectedKindsText() {
        return Lines.join(protectedKinds);
    }

    /** @return the field manager of everything that is deployed; null for {@code jenkins-gitops} */
    @CheckForNull
    public String getFieldManager() {
        return fieldManager;
    }

    @DataBoundSetter
    public void setFieldManager(String fieldManager) {
        this.fieldManager = Util.fixEmptyAndTrim(fieldManager);
    }

    /**
     * @return what others have to hold to, as YAML in the form of {@code checks} of a {@code gitops.yaml}; null for nothing.
     *     To be read by {@link io.jenkins.plugins.gitops.core.project.Project#readChecks(String, String,
     *     io.jenkins.plugins.gitops.core.policy.PolicySettings)}
     */
    @CheckForNull
    public String getChecks() {
        return checks;
    }

    @DataBoundSetter
    public void setChecks(String checks) {
        // To trim the first line alone would change what the YAML says.
        this.checks = Util.fixEmptyAndTrim(Util.fixNull(checks).stripTrailing().stripIndent());
    }

    /**
     * @return by whom commits must be signed, allowed signers of SSH and armored OpenPGP public keys; null when they need
     *     not be. To be read by {@link io.jenkins.plugins.gitops.core.git.TrustedSigners#of}
     */
    @CheckForNull
    public String getTrustedSigners() {
        return trustedSigners;
    }

    @DataBoundSetter
    public void setTrustedSigners(String trustedSigners) {
        this.trustedSigners = Util.fixEmptyAndTrim(trustedSigners);
    }

    @Override
    public String toString() {
        return "environment " + name;
    }

    /** Descriptor. */
    @Extension
    @Symbol("environment")
    public static final class DescriptorImpl extends EnvironmentForm {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsEnvironment_displayName();
        }
    }
}
