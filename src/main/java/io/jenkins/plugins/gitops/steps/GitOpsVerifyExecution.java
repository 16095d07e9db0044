package io.jenkins.plugins.gitops.steps;

import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.flow.Recovery;
import io.jenkins.plugins.gitops.service.Verdict;
import io.jenkins.plugins.gitops.service.VerifyService;
import io.jenkins.plugins.gitops.service.VerifyTask;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@link GitOpsVerifyStep}. */
final class GitOpsVerifyExecution extends ClusterStepExecution<GitOpsVerifyResult> {
    private static final long serialVersionUID = 1L;

    private final VerifyTask task;
    private final Verdict verdict;
    /** Wall clock: the time that a restart takes counts. */
    private final long deadlineMillis;

    GitOpsVerifyExecution(VerifyTask task, Verdict verdict, StepContext context) {
        super(context);
        this.task = task;
        this.verdict = verdict;
        this.deadlineMillis = System.currentTimeMillis() + task.timeoutSeconds() * 1000L;
    }

    @Override
    GitOpsVerifyResult work(Run<?, ?> run, TaskListener listener, FilePath workspace, boolean again)
            throws IOException, InterruptedException {
        Recovery.Outcome outcome = new VerifyService(run, listener).run(task, Instant.ofEpochMilli(deadlineMillis));
        String unstable = verdict.unstable(outcome); // fails where it should
        if (!unstable.isEmpty()) {
            listener.getLogger().println(unstable);
            run.setResult(Result.UNSTABLE);
            FlowNode node = getContext().get(FlowNode.class);
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(unstable));
        }
        return new GitOpsVerifyResult(outcome);
    }

    @Override
    String label() {
        return task.app() + " → " + task.environment();
    }

    @Override
    public String getStatus() {
        return Messages.GitOpsVerifyExecution_status(task.app(), task.environment());
    }
}
