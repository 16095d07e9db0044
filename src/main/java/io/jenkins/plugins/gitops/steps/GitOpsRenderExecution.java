package io.jenkins.plugins.gitops.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/** Runs {@link GitOpsRenderStep}: the work is done on the agent, the words are said here. */
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
        FilePath workspace = getContext().get(FilePath.class);
        try (LauncherCommandRunner runner = new LauncherCommandRunner(
                getContext().get(Launcher.class), getContext().get(EnvVars.class))) {
            workspace.mkdirs();
            Rendered rendered = workspace.act(new RenderOnAgent(step, runner));
            GitOpsRenderResult result = new GitOpsRenderResult(step.getApp(), step.getEnvironment(), rendered);
            tell(getContext().get(TaskListener.class).getLogger(), result, rendered.commitLine());
            return result;
        } catch (GitOpsException e) {
            LOGGER.log(Level.FINE, e, () -> "gitopsRender of " + step.getApp() + " failed");
            throw new AbortException(e.getMessage());
        }
    }

    private static void tell(PrintStream log, GitOpsRenderResult result, String commitLine) {
        log.println(result.getSummary());
        if (!commitLine.isEmpty()) {
            log.println(Messages.GitOpsRenderExecution_commit(commitLine));
        }
        log.println(Messages.GitOpsRenderExecution_source(
                result.getTool().isEmpty() ? result.getSourceType() : result.getTool(), result.getFile()));
        for (String image : result.getImages()) {
            log.println(Messages.GitOpsRenderExecution_image(image));
        }
        for (String warning : result.getWarnings()) {
            log.println(Messages.GitOpsRenderExecution_warning(warning));
        }
    }
}
