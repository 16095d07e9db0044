package io.jenkins.plugins.gitops.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** The environments of the whole Jenkins, on the System page and as {@code unclassified: gitops:} in YAML. */
@Extension
@Symbol("gitops")
public final class GitOpsConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private ArrayList<GitOpsEnvironment> environments = new ArrayList<>();

    public static GitOpsConfiguration get() {
        return ExtensionList.lookupSingleton(GitOpsConfiguration.class);
    }

    public List<GitOpsEnvironment> getEnvironments() {
        return Collections.unmodifiableList(environments);
    }

    @DataBoundSetter
    public void setEnvironments(List<GitOpsEnvironment> environments) {
        this.environments = new ArrayList<>(environments);
        save();
    }
}
