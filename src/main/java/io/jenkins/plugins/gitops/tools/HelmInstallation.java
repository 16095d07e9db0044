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

/** A Helm that is installed on agents, by hand or automatically. */
public final class HelmInstallation extends RenderTool {
    private static final long serialVersionUID = 1L;

    /** @param home the directory that the program is in */
    @DataBoundConstructor
    public HelmInstallation(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    @Override
    public HelmInstallation forEnvironment(EnvVars environment) {
        return new HelmInstallation(
                getName(), environment.expand(getHome()), getProperties().toList());
    }

    @Override
    public HelmInstallation forNode(@NonNull Node node, TaskListener log) throws IOException, InterruptedException {
        return new HelmInstallation(
                getName(), translateFor(node, log), getProperties().toList());
    }

    /** Descriptor. */
    @Extension
    @Symbol("helmInstallation")
    public static final class DescriptorImpl extends RenderToolDescriptor<HelmInstallation> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HelmInstallation_displayName();
        }

        @Override
        public List<? extends ToolInstaller> getDefaultInstallers() {
            return List.of(new HelmInstaller(""));
        }
    }
}
