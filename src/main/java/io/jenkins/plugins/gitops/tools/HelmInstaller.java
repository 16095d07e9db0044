package io.jenkins.plugins.gitops.tools;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstallerDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Installs a release of Helm. */
public final class HelmInstaller extends ReleaseInstaller {
    /** @param version {@code v4.1.0} */
    @DataBoundConstructor
    public HelmInstaller(String version) {
        super(version);
    }

    @Override
    String home() {
        return "https://get.helm.sh";
    }

    @Override
    String archive(String release, String system) {
        return "helm-" + release + "-" + system + (system.startsWith("windows") ? ".zip" : ".tar.gz");
    }

    @Override
    String directory(String system) {
        return system;
    }

    /** Descriptor. */
    @Extension
    @Symbol("helmInstaller")
    public static final class DescriptorImpl extends ToolInstallerDescriptor<HelmInstaller> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HelmInstaller_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends ToolInstallation> toolType) {
            return toolType == HelmInstallation.class;
        }
    }
}
