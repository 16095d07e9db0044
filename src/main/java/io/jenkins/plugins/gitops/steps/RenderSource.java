package io.jenkins.plugins.gitops.steps;

import hudson.model.Describable;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.function.UnaryOperator;

/** What a step renders, as people write it: {@code helm(…)}, {@code kustomize(…)} or {@code manifests(…)}. */
public abstract class RenderSource implements Describable<RenderSource> {
    /** @param expand fills in variables, in a freestyle job */
    abstract Source toSource(UnaryOperator<String> expand);
}
