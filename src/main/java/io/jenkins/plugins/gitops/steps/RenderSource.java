package io.jenkins.plugins.gitops.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Describable;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** What a step renders, as people write it: {@code helm(…)}, {@code kustomize(…)} or {@code manifests(…)}. */
public abstract class RenderSource implements Describable<RenderSource> {
    /** @param expand fills in variables, in a freestyle job */
    abstract Source toSource(UnaryOperator<String> expand);

    /** Adds the program that was chosen to the variables of the build, and installs it if need be. */
    void addTool(FilePath workspace, EnvVars variables, TaskListener log) throws IOException, InterruptedException {}
}
