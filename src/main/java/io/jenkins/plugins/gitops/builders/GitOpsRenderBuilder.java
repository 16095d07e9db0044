package io.jenkins.plugins.gitops.builders;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.gitops.service.RenderService;
import io.jenkins.plugins.gitops.steps.GitOpsRenderStep;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code gitopsRender} in a freestyle job. */
public final class GitOpsRenderBuilder extends Builder implements SimpleBuildStep {
    private final GitOpsRenderStep step;

    /** @param step what a Pipeline would write */
    @DataBoundConstructor
    public GitOpsRenderBuilder(GitOpsRenderStep step) {
        this.step = step;
    }

    public GitOpsRenderStep getStep() {
        return step;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        Polite.run(() -> new RenderService(run, workspace, launcher, step.withTool(workspace, env, listener), listener)
                .render(step.toTask(env::expand), step.toRegistryCredentials(env::expand)));
    }

    /** Descriptor. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsRenderBuilder_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** @return what the form shows in a new build step */
        @Restricted(NoExternalUse.class)
        public Descriptor<?> getStepDescriptor() {
            return Jenkins.get().getDescriptorOrDie(GitOpsRenderStep.class);
        }
    }
}
