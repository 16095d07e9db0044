package io.jenkins.plugins.gitops.steps;

import hudson.model.Describable;
import io.jenkins.plugins.gitops.core.render.Source;

/** What a step renders, as people write it: {@code helm(…)}, {@code kustomize(…)} or {@code manifests(…)}. */
public abstract class RenderSource implements Describable<RenderSource> {
    abstract Source toSource();
}
