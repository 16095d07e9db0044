package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.agent.RenderTask;
import io.jenkins.plugins.gitops.config.Environments;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.HashMap;
import java.util.Map;

/**
 * What a render is told of the cluster that it is for: its version, what it serves, the namespace, whether the app is there.
 */
final class ChartTarget {
    private final Run<?, ?> run;
    private final TaskListener listener;

    ChartTarget(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /** @return the task with what is known; as it is when the environment is not configured or not reached */
    RenderTask complete(RenderTask task) {
        EnvironmentSettings said = task.said();
        String environment = said.environment();
        if (!matters(said)
                || said.app().isEmpty()
                || environment.isEmpty()
                || Environments.find(run.getParent(), environment).isEmpty()) {
            return task;
        }
        try (ClusterSession session = ClusterSession.open(run, listener, said.app(), environment)) {
            ClusterGateway cluster = session.cluster();
            EnvironmentSettings known = EnvironmentSettings.NOTHING
                    .but()
                    .namespace(session.target().namespace())
                    .kubeVersion(cluster.version())
                    .apiVersions(cluster.apiVersions())
                    .build();
            return task.with(said.over(known), isUpgrade(session), scopes(cluster));
        } catch (GitOpsException e) {
            listener.getLogger().println(Messages.RenderService_warning(Messages.ChartTarget_unknown(e.getMessage())));
            return task;
        }
    }

    /** Manifests and kustomizations are the same for every cluster, but for what is moved to another namespace. */
    private static boolean matters(EnvironmentSettings said) {
        return said.source() instanceof Source.Helm
                || said.source() instanceof Source.Detect
                || !said.changes().namespace().isEmpty();
    }

    private static boolean isUpgrade(ClusterSession session) {
        Target target = session.target();
        return new InventoryStore(session.cluster())
                        .load(target.app(), target.environment(), target.namespace())
                        .occasion()
                == Occasion.UPGRADE;
    }

    /** Of types with a group: those without one, which every cluster serves, the agent knows by heart. */
    private static Map<String, Boolean> scopes(ClusterGateway cluster) {
        Map<String, Boolean> scopes = new HashMap<>();
        for (String served : cluster.apiVersions()) {
            String[] parts = served.split("/");
            if (parts.length == 3) {
                cluster.type(new GroupVersionKind(parts[0], parts[1], parts[2]))
                        .ifPresent(type -> scopes.put(type.kind().groupKind(), type.namespaced()));
            }
        }
        return scopes;
    }
}
