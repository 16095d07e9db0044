package io.jenkins.plugins.gitops.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.service.ClusterPool;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that works at a cluster, in a thread of the controller, for minutes or hours.
 *
 * <ul>
 *   <li>Aborted: the thread is interrupted, the record says how far it came, and the step ends with the cause.
 *   <li>Jenkins shuts down: the thread is interrupted, the step does not end.
 *   <li>Jenkins starts again, after that or after a crash: the work is done again with what is really in the cluster, so
 *       that what was done is not done twice.
 *   <li>The agent is lost: only the Git repository in its workspace cannot be asked any more.
 * </ul>
 *
 * @param <R> what the step returns to the Pipeline
 */
abstract class ClusterStepExecution<R> extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ClusterStepExecution.class.getName());

    private transient Thread worker;
    private transient Throwable stopped;
    private transient boolean ended;

    ClusterStepExecution(StepContext context) {
        super(context);
    }

    /** @return what is worked at, for views of the Pipeline: {@code webapp → prod} */
    abstract String label();

    /**
     * Does it. Blocks.
     *
     * @param workspace the workspace; null outside of a node, or when its agent is lost
     * @param again whether Jenkins was restarted in the middle of it
     * @throws GitOpsException when it fails; the message is for people
     */
    abstract R work(Run<?, ?> run, TaskListener listener, FilePath workspace, boolean again)
            throws IOException, InterruptedException;

    @Override
    public final boolean start() throws IOException, InterruptedException {
        getContext().get(FlowNode.class).addOrReplaceAction(new LabelAction(label()));
        ClusterPool.get().run(() -> attempt(false));
        return false;
    }

    @Override
    public final void onResume() {
        ClusterPool.get().run(() -> attempt(true));
    }

    @Override
    public final synchronized void stop(Throwable cause) {
        stopped = cause;
        if (worker != null) {
            worker.interrupt();
        } else {
            end(null, cause);
        }
    }

    private void attempt(boolean again) {
        synchronized (this) {
            if (ended) {
                return;
            }
            worker = Thread.currentThread();
        }
        R result = null;
        Throwable failure = null;
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (again) {
                listener.getLogger().println(Messages.ClusterStepExecution_again());
            }
            result = work(getContext().get(Run.class), listener, workspace(), again);
        } catch (GitOpsException e) {
            LOGGER.log(Level.FINE, "a step has failed", e);
            failure = new AbortException(e.getMessage());
        } catch (Exception | Error e) {
            failure = e;
        }
        synchronized (this) {
            worker = null;
            Thread.interrupted();
            if (stopped != null) {
                end(null, stopped);
            } else if (failure == null || !ClusterPool.get().isStopping()) {
                end(result, failure);
            }
        }
    }

    private FilePath workspace() throws InterruptedException {
        try {
            return getContext().get(FilePath.class);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "there is no workspace any more", e);
            return null;
        }
    }

    private void end(R result, Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (failure == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(failure);
        }
    }
}
