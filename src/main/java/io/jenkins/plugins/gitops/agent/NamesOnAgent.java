package io.jenkins.plugins.gitops.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import jenkins.MasterToSlaveFileCallable;

/** Finds out which app and environment a render is for, where the step leaves that to {@code gitops.yaml}. */
public final class NamesOnAgent extends MasterToSlaveFileCallable<NamesOnAgent.Names> {
    private static final long serialVersionUID = 1L;
    private final RenderTask task;

    public NamesOnAgent(RenderTask task) {
        this.task = task;
    }

    @Override
    public Names invoke(File workspace, VirtualChannel channel) throws IOException {
        EnvironmentSettings settings =
                ProjectOnAgent.settings(WorkspacePath.of(workspace.toPath().toRealPath(), "path", task.path()), task);
        return new Names(settings.app(), settings.environment());
    }

    /**
     * What was found. The agent is not trusted: lengths are limited when the answer arrives.
     *
     * @param app the app; empty when nobody names it
     * @param environment the environment; empty for any
     */
    public record Names(String app, String environment) implements Serializable {
        public Names {
            app = Rendered.line(app);
            environment = Rendered.line(environment);
        }
    }
}
