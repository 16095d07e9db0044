package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.forms.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code manifests(path: 'deploy')}: YAML and JSON files as they are. */
public final class ManifestsSource extends RenderSource {
    private final String path;
    private boolean flat;
    private ArrayList<String> include;
    private ArrayList<String> exclude;

    /** @param path a file or a directory; null for the one that {@code gitops.yaml} names */
    @DataBoundConstructor
    public ManifestsSource(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    @CheckForNull
    public String getPath() {
        return path;
    }

    public boolean isRecursive() {
        return !flat;
    }

    /** @param recursive whether subdirectories are read */
    @DataBoundSetter
    public void setRecursive(boolean recursive) {
        this.flat = !recursive;
    }

    public List<String> getInclude() {
        return Lines.view(include);
    }

    /** @param include patterns of the files that are read; none means all */
    @DataBoundSetter
    public void setInclude(List<String> include) {
        this.include = Lines.of(include);
    }

    @Restricted(NoExternalUse.class)
    public String getIncludeText() {
        return Lines.join(include);
    }

    public List<String> getExclude() {
        return Lines.view(exclude);
    }

    /** @param exclude patterns of files and directories that are left out */
    @DataBoundSetter
    public void setExclude(List<String> exclude) {
        this.exclude = Lines.of(exclude);
    }

    @Restricted(NoExternalUse.class)
    public String getExcludeText() {
        return Lines.join(exclude);
    }

    @Override
    Source toSource(UnaryOperator<String> expand) {
        return new Source.Manifests(
                expand.apply(Util.fixNull(path)), !flat, Lines.each(include, expand), Lines.each(exclude, expand));
    }

    /** Descriptor. */
    @Extension
    @Symbol("manifests")
    public static final class DescriptorImpl extends Descriptor<RenderSource> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ManifestsSource_displayName();
        }
    }
}
