package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code manifests(path: 'deploy')}: YAML and JSON files as they are. */
public final class ManifestsSource extends RenderSource {
    private final String path;

    /** @param path a file, or a directory that is read with its subdirectories */
    @DataBoundConstructor
    public ManifestsSource(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    public String getPath() {
        return path;
    }

    @Override
    Source toSource(UnaryOperator<String> expand) {
        return new Source.Manifests(path == null ? "." : expand.apply(path));
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
