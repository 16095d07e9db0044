package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.SnapshotStore;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.Planner;
import io.jenkins.plugins.gitops.core.record.Difference;
import java.util.List;

/** Compares what is there with what a deployment has applied. Writes nothing. */
final class DriftCheck {
    private final ClusterGateway cluster;
    private final FieldRules rules;

    /** @param rules which differences are no drift, and which values are sensitive beside those of Secrets */
    DriftCheck(ClusterGateway cluster, FieldRules rules) {
        this.cluster = cluster;
        this.rules = rules;
    }

    /**
     * @return what a deployment has applied, from its snapshot
     * @throws GitOpsException when none could be kept, or it is not what was kept
     */
    DesiredSet applied(Target target, Deployment deployment) {
        return DesiredSet.prepare(
                cluster,
                target.app(),
                target.namespace(),
                new SnapshotStore(cluster).load(target.app(), target.namespace(), deployment.manifests()),
                rules);
    }

    List<Difference> of(Inventory inventory, DesiredSet applied) {
        // With force: what others have taken is drift too, and named, rather than a conflict.
        PlanOptions options = PlanOptions.standard().withForce(true).withFields(rules);
        Planner planner = new Planner(cluster, options);
        Plan plan = planner.plan(inventory, applied);
        return Drift.of(plan, planner.unlisted());
    }
}
