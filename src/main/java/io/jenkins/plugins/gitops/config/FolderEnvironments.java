package io.jenkins.plugins.gitops.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** The environments of a folder, for the jobs in it. */
public final class FolderEnvironments extends AbstractFolderProperty<AbstractFolder<?>> {
    private final ArrayList<GitOpsEnvironment> environments;

    /** @throws IllegalArgumentException when two have one name, or one has none that can be used */
    @DataBoundConstructor
    public FolderEnvironments(List<GitOpsEnvironment> environments) {
        this.environments = EnvironmentNames.distinct(environments);
    }

    public List<GitOpsEnvironment> getEnvironments() {
        return Collections.unmodifiableList(environments);
    }

    /** Descriptor. */
    @Extension(optional = true)
    @Symbol("gitopsEnvironments")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FolderEnvironments_displayName();
        }

        /** @return null when the form has none: a folder without environments has no trace of this plugin */
        @CheckForNull
        @Override
        public AbstractFolderProperty<?> newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            if (request == null) {
                return null;
            }
            List<GitOpsEnvironment> bound = request.bindJSONToList(GitOpsEnvironment.class, form.opt("environments"));
            try {
                return bound.isEmpty() ? null : new FolderEnvironments(bound);
            } catch (IllegalArgumentException e) {
                throw new FormException(e.getMessage(), e, "environments");
            }
        }
    }

    /** Lets {@link Environments} look into folders without needing them. */
    @Extension(optional = true)
    public static final class Source implements EnvironmentSource {
        @Override
        public List<GitOpsEnvironment> of(ItemGroup<?> group) {
            if (group instanceof AbstractFolder<?> folder) {
                FolderEnvironments own = folder.getProperties().get(FolderEnvironments.class);
                if (own != null) {
                    return own.getEnvironments();
                }
            }
            return List.of();
        }
    }
}
