package io.jenkins.plugins.gitops.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

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

    /** @throws IllegalArgumentException when two have one name, or one has none that can be used */
    @DataBoundSetter
    public void setEnvironments(List<GitOpsEnvironment> environments) {
        this.environments = EnvironmentNames.distinct(environments);
        save();
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.GitOpsConfiguration_displayName();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            setEnvironments(request.bindJSONToList(GitOpsEnvironment.class, form.get("environments")));
            return true;
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "environments");
        }
    }
}
