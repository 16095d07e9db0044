package io.jenkins.plugins.gitops.service;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.gitops.agent.LauncherCommandRunner;
import io.jenkins.plugins.gitops.agent.RenderOnAgent;
import io.jenkins.plugins.gitops.agent.RenderTask;
import io.jenkins.plugins.gitops.agent.Rendered;
import io.jenkins.plugins.gitops.agent.RequiredChecks;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Renders for a build: what step and build step of a freestyle job both call. */
public final class RenderService {
    private final Run<?, ?> run;
    private final FilePath workspace;
    private final Launcher launcher;
    private final EnvVars variables;
    private final TaskListener listener;

    /** @param workspace where the sources are; everything is done on its agent */
    public RenderService(
            Run<?, ?> run, FilePath workspace, Launcher launcher, EnvVars variables, TaskListener listener) {
        this.run = run;
        this.workspace = workspace;
        this.launcher = launcher;
        this.variables = variables;
        this.listener = listener;
    }

    /**
     * Renders, and keeps what was rendered for the deployments of this build.
     *
     * @throws GitOpsException when the source cannot be read or rendered
     */
    public Rendered render(RenderTask task) throws IOException, InterruptedException {
        try (LauncherCommandRunner runner = new LauncherCommandRunner(launcher, variables)) {
            workspace.mkdirs();
            RequiredChecks required = EnvironmentChecks.of(run.getParent(), task.environment());
            RenderTask complete = new ChartTarget(run, listener).complete(task);
            Rendered rendered = workspace.act(new RenderOnAgent(complete, required, scratch(), runner));
            keep(task, rendered);
            tell(rendered);
            return rendered;
        }
    }

    /** Beside the workspace, where other plugins have theirs. */
    private String scratch() {
        FilePath beside = WorkspaceList.tempDir(workspace);
        return (beside == null ? workspace.child(RenderTask.OUT_DIRECTORY) : beside).getRemote();
    }

    private void keep(RenderTask task, Rendered rendered) {
        try {
            new StoredRenders(run).save(rendered.app(), rendered.environment(), StoredRender.of(rendered, task.path()));
        } catch (UncheckedIOException e) {
            throw new GitOpsException("the agent has not sent what it rendered: " + e.getMessage(), e);
        }
    }

    private void tell(Rendered rendered) {
        PrintStream log = listener.getLogger();
        rendered.commit()
                .ifPresent(commit -> log.println(Messages.RenderService_commit(
                        commit.shortId() + " " + commit.subject() + " (" + commit.author() + ")")));
        log.println(Messages.RenderService_source(
                rendered.tool().isEmpty() ? rendered.sourceType() : rendered.tool(), rendered.file()));
        rendered.images().forEach(image -> log.println(Messages.RenderService_image(image)));
        rendered.warnings().forEach(warning -> log.println(Messages.RenderService_warning(warning)));
    }
}
