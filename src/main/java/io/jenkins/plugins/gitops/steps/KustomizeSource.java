package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code kustomize(path: 'overlays/prod')}: a directory with a {@code kustomization.yaml}. */
public final class KustomizeSource extends RenderSource {
    private final String path;

    /** @param path the directory */
    @DataBoundConstructor
    public KustomizeSource(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    public String getPath() {
        return path;
    }

    @Override
    Source toSource(UnaryOperator<String> expand) {
        return new Source.Kustomize(path == null ? "." : expand.apply(path));
    }

    /** Descriptor. */
    @Extension
    @Symbol("kustomize")
    public static final class DescriptorImpl extends Descriptor<RenderSource> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KustomizeSource_displayName();
        }
    }
}
