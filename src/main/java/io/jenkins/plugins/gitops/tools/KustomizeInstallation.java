package io.jenkins.plugins.gitops.tools;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.tools.ToolInstaller;
import hudson.tools.ToolProperty;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A Kustomize that is installed on agents, by hand or automatically. */
public final class KustomizeInstallation extends RenderTool {
    private static final long serialVersionUID = 1L;

    /** @param home the directory that the program is in */
    @DataBoundConstructor
    public KustomizeInstallation(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    @Override
    public KustomizeInstallation forEnvironment(EnvVars environment) {
        return new KustomizeInstallation(
                getName(), environment.expand(getHome()), getProperties().toList());
    }

    @Override
    public KustomizeInstallation forNode(@NonNull Node node, TaskListener log)
            throws IOException, InterruptedException {
        return new KustomizeInstallation(
                getName(), translateFor(node, log), getProperties().toList());
    }

    /** Descriptor. */
    @Extension
    @Symbol("kustomizeInstallation")
    public static final class DescriptorImpl extends RenderToolDescriptor<KustomizeInstallation> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KustomizeInstallation_displayName();
        }

        @Override
        public List<? extends ToolInstaller> getDefaultInstallers() {
            return List.of(new KustomizeInstaller(""));
        }
    }
}
