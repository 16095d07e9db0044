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
import io.jenkins.plugins.gitops.service.DeployService;
import io.jenkins.plugins.gitops.steps.GitOpsDeployResult;
import io.jenkins.plugins.gitops.steps.GitOpsDeployStep;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code gitopsDeploy} in a freestyle job. */
public final class GitOpsDeployBuilder extends Builder implements SimpleBuildStep {
    private final GitOpsDeployStep step;

    /** @param step what a Pipeline would write */
    @DataBoundConstructor
    public GitOpsDeployBuilder(GitOpsDeployStep step) {
        this.step = step;
    }

    public GitOpsDeployStep getStep() {
        return step;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        deploy(run, workspace, env, listener);
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars env, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        deploy(run, null, env, listener);
    }

    private void deploy(Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException {
        Polite.run(() -> GitOpsDeployResult.of(
                new DeployService(run, listener, workspace).run(step.toTask(env::expand), "", id -> {}), listener));
    }

    /** Descriptor. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsDeployBuilder_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** @return what the form shows in a new build step */
        @Restricted(NoExternalUse.class)
        public Descriptor<?> getStepDescriptor() {
            return Jenkins.get().getDescriptorOrDie(GitOpsDeployStep.class);
        }
    }
}
