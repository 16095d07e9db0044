package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.HelmOwner;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.Planner;
import java.util.List;
import java.util.Set;

/** Finds out what Helm would do to a release's objects, and refuses what nobody would want. */
final class HelmPlanning {
    private final ClusterGateway cluster;
    private final Target target;
    private final HelmOwner owner;

    HelmPlanning(ClusterGateway cluster, Target target, String release) {
        this.cluster = cluster;
        this.target = target;
        this.owner = new HelmOwner(release, target.namespace());
    }

    /**
     * @param manifests what the release shall declare, and its hooks
     * @param occasion which of the hooks Helm will run
     * @return what Helm would do: its own field manager, its own marks, its own idea of what is left over
     */
    Plan plan(HelmState state, List<Manifest> manifests, PlanOptions options, Occasion occasion) {
        DesiredSet desired = DesiredSet.prepare(cluster, owner, target.namespace(), manifests, options.fields());
        return new Planner(cluster, owner.planning(options), inventory -> owner)
                .plan(state.inventory(), desired, occasion);
    }

    static void guard(DeployRequest request, HelmState state, Plan plan) {
        Guards.conflicts(plan);
        Guards.pruneLimit(request.pruneLimit(), state.inventory(), plan);
        deletions(state, plan);
    }

    /** Helm deletes whatever a chart no longer has; what we would keep, it must not get to see. */
    private static void deletions(HelmState state, Plan plan) {
        Set<ResourceKey> members = state.inventory().byKey().keySet();
        List<String> refused = plan.changes().stream()
                .filter(change -> members.contains(change.key())
                        && change.action() == Action.UNCHANGED
                        && change.reason().startsWith("no longer declared"))
                .filter(change -> !isKept(change))
                .map(change -> change.key() + ": " + change.reason())
                .toList();
        if (!refused.isEmpty()) {
            throw new GitOpsException("Helm would delete what should stay:\n  " + String.join("\n  ", refused)
                    + "\nNothing was done. Allow each one, or give it the annotation "
                    + Annotations.HELM_RESOURCE_POLICY + ": keep in the chart before it leaves it.");
        }
    }

    private static boolean isKept(Change change) {
        return "keep"
                .equals(Json.text(
                        Json.at(change.before(), "metadata", "annotations"), Annotations.HELM_RESOURCE_POLICY));
    }
}
