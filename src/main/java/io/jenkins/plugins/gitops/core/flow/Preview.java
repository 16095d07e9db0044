package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.Planner;
import java.util.List;
import java.util.function.Consumer;

/** Shows what a deployment would change. Writes nothing, not even a record. */
public final class Preview {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Consumer<String> warn;

    /** @param warn told what could not be found out */
    public Preview(ClusterGateway cluster, PlanOptions options, Consumer<String> warn) {
        this.cluster = cluster;
        this.options = options;
        this.warn = warn;
    }

    /**
     * @param declared manifests and hooks
     * @param former the names that app and environment had before
     * @return the plan; its warnings say what the credential could not do of it
     * @throws GitOpsException when the server would refuse any object, or does not let the credential look
     */
    public Plan of(Target target, Former former, List<Manifest> declared) {
        Preflight preflight = new Preflight(cluster, target, warn);
        return preflight.explaining(declared, options, () -> {
            Inventory inventory = former.load(new InventoryStore(cluster), target);
            DesiredSet desired =
                    DesiredSet.prepare(cluster, target.app(), target.namespace(), declared, options.fields());
            Plan plan = new Planner(cluster, options)
                    .plan(inventory, desired, options.consent().occasion(inventory));
            return preflight.advise(inventory, desired, plan);
        });
    }
}
