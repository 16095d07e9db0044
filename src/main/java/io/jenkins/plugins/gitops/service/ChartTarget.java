package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.agent.RenderTask;
import io.jenkins.plugins.gitops.config.Environments;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.render.Source;

/** What charts are told of the cluster they are rendered for: its version, the namespace, whether the app is there. */
final class ChartTarget {
    private final Run<?, ?> run;
    private final TaskListener listener;

    ChartTarget(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /** @return the task with what is known; as it is when the environment is not configured or not reached */
    RenderTask complete(RenderTask task) {
        String environment = task.environment();
        boolean chart = task.source() instanceof Source.Helm || task.source() instanceof Source.Detect;
        if (!chart
                || task.app().isEmpty()
                || environment.isEmpty()
                || Environments.find(run.getParent(), environment).isEmpty()) {
            return task;
        }
        try (ClusterSession session = ClusterSession.open(run, listener, task.app(), environment)) {
            boolean upgrade = new InventoryStore(session.cluster())
                            .load(task.app(), environment, session.target().namespace())
                            .occasion()
                    == Occasion.UPGRADE;
            return new RenderTask(
                    task.app(),
                    environment,
                    task.path(),
                    task.source(),
                    task.namespace().isEmpty() ? session.target().namespace() : task.namespace(),
                    task.images(),
                    task.out(),
                    session.cluster().version(),
                    upgrade);
        } catch (GitOpsException e) {
            listener.getLogger().println(Messages.RenderService_warning(Messages.ChartTarget_unknown(e.getMessage())));
            return task;
        }
    }
}
