package io.jenkins.plugins.gitops.tools;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstallerDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Installs a release of Kustomize. */
public final class KustomizeInstaller extends ReleaseInstaller {
    /** @param version {@code v5.8.0} */
    @DataBoundConstructor
    public KustomizeInstaller(String version) {
        super(version);
    }

    @Override
    String home() {
        return "https://github.com/kubernetes-sigs/kustomize/releases/download";
    }

    @Override
    String archive(String release, String system) {
        return "kustomize%2F" + release + "/kustomize_" + release + "_" + system.replace('-', '_')
                + (system.startsWith("windows") ? ".zip" : ".tar.gz");
    }

    @Override
    String directory(String system) {
        return ".";
    }

    /** Descriptor. */
    @Extension
    @Symbol("kustomizeInstaller")
    public static final class DescriptorImpl extends ToolInstallerDescriptor<KustomizeInstaller> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KustomizeInstaller_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends ToolInstallation> toolType) {
            return toolType == KustomizeInstallation.class;
        }
    }
}
