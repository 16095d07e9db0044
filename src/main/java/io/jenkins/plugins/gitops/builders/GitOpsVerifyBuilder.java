package io.jenkins.plugins.gitops.builders;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.gitops.service.VerifyService;
import io.jenkins.plugins.gitops.steps.GitOpsVerifyStep;
import java.io.IOException;
import java.time.Instant;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code gitopsVerify} in a freestyle job. */
public final class GitOpsVerifyBuilder extends Builder implements SimpleBuildStep {
    private final GitOpsVerifyStep step;

    /** @param step what a Pipeline would write */
    @DataBoundConstructor
    public GitOpsVerifyBuilder(GitOpsVerifyStep step) {
        this.step = step;
    }

    public GitOpsVerifyStep getStep() {
        return step;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars env, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        Polite.run(() -> {
            Instant deadline = Instant.now().plusSeconds(step.getTimeoutSeconds());
            String unstable =
                    step.verdict().unstable(new VerifyService(run, listener).run(step.toTask(env::expand), deadline));
            if (!unstable.isEmpty()) {
                listener.getLogger().println(unstable);
                run.setResult(Result.UNSTABLE);
            }
            return unstable;
        });
    }

    /** Descriptor. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsVerifyBuilder_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** @return what the form shows in a new build step */
        @Restricted(NoExternalUse.class)
        public Descriptor<?> getStepDescriptor() {
            return Jenkins.get().getDescriptorOrDie(GitOpsVerifyStep.class);
        }
    }
}
