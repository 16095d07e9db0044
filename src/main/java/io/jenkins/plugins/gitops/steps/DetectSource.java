package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.function.UnaryOperator;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code detect()}: the files in the directory say what it is. The same as no source at all; forms need a word for it. */
public final class DetectSource extends RenderSource {
    /** What no source at all stands for, too. */
    static final Source UNSAID = new Source.Detect("");

    @DataBoundConstructor
    public DetectSource() {}

    @Override
    Source toSource(UnaryOperator<String> expand) {
        return UNSAID;
    }

    /** Descriptor. */
    @Extension(ordinal = 100)
    @Symbol("detect")
    public static final class DescriptorImpl extends Descriptor<RenderSource> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DetectSource_displayName();
        }
    }
}
