package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.tools.KustomizeInstallation;
import io.jenkins.plugins.gitops.tools.RenderTool;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code kustomize(path: 'overlays/prod')}: a directory with a {@code kustomization.yaml}. */
public final class KustomizeSource extends RenderSource {
    private final String path;
    private boolean allowRemoteBases;
    private String tool;

    /** @param path the directory; null for the one that {@code gitops.yaml} names */
    @DataBoundConstructor
    public KustomizeSource(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    @CheckForNull
    public String getPath() {
        return path;
    }

    public boolean isAllowRemoteBases() {
        return allowRemoteBases;
    }

    /** @param allowRemoteBases whether Kustomize may fetch bases and files from elsewhere */
    @DataBoundSetter
    public void setAllowRemoteBases(boolean allowRemoteBases) {
        this.allowRemoteBases = allowRemoteBases;
    }

    @CheckForNull
    public String getTool() {
        return tool;
    }

    /** @param tool the name of a Kustomize installation; unset means the program on the {@code PATH} */
    @DataBoundSetter
    public void setTool(String tool) {
        this.tool = Util.fixEmptyAndTrim(tool);
    }

    @Override
    void addTool(FilePath workspace, EnvVars variables, TaskListener log) throws IOException, InterruptedException {
        if (tool != null) {
            RenderTool.add(KustomizeInstallation.class, tool, workspace, variables, log);
        }
    }

    @Override
    Source toSource(UnaryOperator<String> expand) {
        return new Source.Kustomize(expand.apply(Util.fixNull(path)), allowRemoteBases);
    }

    /** Descriptor. */
    @Extension
    @Symbol("kustomize")
    public static final class DescriptorImpl extends Descriptor<RenderSource> {
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillToolItems() {
            return RenderTool.items(KustomizeInstallation.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KustomizeSource_displayName();
        }
    }
}
