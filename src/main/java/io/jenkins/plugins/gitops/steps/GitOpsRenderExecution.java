package io.jenkins.plugins.gitops.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.agent.Rendered;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.service.RenderService;
import java.io.IOException;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/** Runs {@link GitOpsRenderStep}. */
final class GitOpsRenderExecution extends SynchronousNonBlockingStepExecution<GitOpsRenderResult> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(GitOpsRenderExecution.class.getName());

    private final transient GitOpsRenderStep step;

    GitOpsRenderExecution(GitOpsRenderStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    protected GitOpsRenderResult run() throws IOException, InterruptedException {
        StepContext context = getContext();
        TaskListener listener = context.get(TaskListener.class);
        try {
            FilePath workspace = context.get(FilePath.class);
            EnvVars variables = step.withTool(workspace, context.get(EnvVars.class), listener);
            Rendered rendered = new RenderService(
                            context.get(Run.class), workspace, context.get(Launcher.class), variables, listener)
                    .render(
                            step.toTask(UnaryOperator.identity()),
                            step.toRegistryCredentials(UnaryOperator.identity()));
            GitOpsRenderResult result = new GitOpsRenderResult(rendered);
            listener.getLogger().println(result);
            return result;
        } catch (GitOpsException e) {
            LOGGER.log(Level.FINE, e, () -> "gitopsRender of " + step.getApp() + " failed");
            throw new AbortException(e.getMessage());
        }
    }
}
