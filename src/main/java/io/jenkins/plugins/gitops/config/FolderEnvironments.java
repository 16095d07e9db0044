package io.jenkins.plugins.gitops.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The environments of a folder, for the jobs in it. */
public final class FolderEnvironments extends AbstractFolderProperty<AbstractFolder<?>> {
    private final ArrayList<GitOpsEnvironment> environments;

    @DataBoundConstructor
    public FolderEnvironments(List<GitOpsEnvironment> environments) {
        this.environments = environments == null ? new ArrayList<>() : new ArrayList<>(environments);
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
