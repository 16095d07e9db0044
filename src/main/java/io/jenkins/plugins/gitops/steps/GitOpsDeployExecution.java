package io.jenkins.plugins.gitops.steps;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.service.DeployService;
import io.jenkins.plugins.gitops.service.DeployTask;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@link GitOpsDeployStep}. */
final class GitOpsDeployExecution extends ClusterStepExecution<GitOpsDeployResult> {
    private static final long serialVersionUID = 1L;

    private final DeployTask task;
    /** The id of the record that was begun; after a restart that of the attempt that was cut off. */
    private String record = "";

    GitOpsDeployExecution(DeployTask task, StepContext context) {
        super(context);
        this.task = task;
    }

    @Override
    GitOpsDeployResult work(Run<?, ?> run, TaskListener listener, FilePath workspace, boolean again)
            throws IOException, InterruptedException {
        DeploymentRecord done = new DeployService(run, listener, workspace).run(task, again ? record : "", this::begun);
        return GitOpsDeployResult.of(done, listener);
    }

    private void begun(String id) {
        record = id;
        getContext().saveState();
    }

    @Override
    String label() {
        return task.app() + " → " + task.environment();
    }

    @Override
    public String getStatus() {
        return Messages.GitOpsDeployExecution_status(task.app(), task.environment());
    }
}
