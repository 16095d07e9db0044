package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds out what would become of one object: nothing when it still is what the last deployment left, which its
 * {@link Seal} tells; else the server is asked, by a {@link DryRun}.
 */
final class Prediction {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Adoption adoption;
    private final Seals seals;
    private final Predicate<String> namespaceInSet;

    /**
     * @param inventory what the app owns, with the seals of its members
     * @param namespaceInSet whether this deployment itself declares a namespace of a name
     */
    Prediction(
            ClusterGateway cluster,
            PlanOptions options,
            Inventory inventory,
            Owner owner,
            Predicate<String> namespaceInSet) {
        this.cluster = cluster;
        this.options = options;
        this.adoption = new Adoption(cluster, options.consent(), inventory, owner);
        this.seals = new Seals(inventory.byKey(), options);
        this.namespaceInSet = namespaceInSet;
    }

    /**
     * @param known the live object where a list has shown it
     * @throws GitOpsException when applying the object cannot succeed; the message names its file and line
     */
    Change of(Desired desired, Optional<ObjectNode> known) {
        if (known.isPresent() && seals.isAsSealed(desired, known.get())) {
            return Changes.unchanged(desired, known.get());
        }
        if (!desired.served()) {
            return Changes.unknown(
                    desired, "its kind comes with a CustomResourceDefinition of this deployment", options.fields());
        }
        try {
            return predict(desired, known);
        } catch (ClusterException e) {
            if (e.reason() == Reason.NOT_FOUND
                    && namespaceInSet.test(desired.key().namespace())) {
                return Changes.unknown(desired, "its namespace is created by this deployment", options.fields());
            }
            if (e.reason() == Reason.INVALID && e.getMessage().contains("does not support dry run")) {
                return Changes.unknown(desired, "an admission webhook does not support dry runs", options.fields());
            }
            throw Refusal.of(e);
        }
    }

    /** @return the seals of the objects that were found unchanged */
    Map<ResourceKey, String> seals() {
        return seals.holding();
    }

    private Change predict(Desired desired, Optional<ObjectNode> known) {
        DryRun dryRun = DryRun.of(cluster, options, desired);
        Applied outcome = dryRun.applied();
        ObjectNode live = outcome.created()
                ? null
                : known.or(() -> cluster.get(
                                desired.type(),
                                desired.key().namespace(),
                                desired.key().name()))
                        .orElse(null);
        if (live == null) {
            return Changes.create(desired, outcome.object(), outcome.warnings(), options.fields());
        }
        String adopted = adoption.of(live);
        if (!dryRun.conflicts().isEmpty()) {
            return difference(desired, Action.CONFLICT, live, outcome, dryRun.conflictsInWords());
        }
        return update(desired, live, outcome, adopted);
    }

    private Change update(Desired desired, ObjectNode live, Applied outcome, String reason) {
        Change change = difference(desired, Action.UPDATE, live, outcome, reason);
        if (!change.fields().isEmpty()) {
            return change;
        }
        if (Owners.applied(live, options.manager()).equals(Owners.applied(outcome.object(), options.manager()))) {
            seals.seal(desired, live);
            return Changes.unchanged(desired, live);
        }
        return difference(
                desired, Action.UPDATE, live, outcome, "no value changes, but the declared fields become ours");
    }

    private Change difference(Desired desired, Action action, ObjectNode live, Applied outcome, String reason) {
        return Changes.difference(desired, action, live, outcome.object(), reason, outcome.warnings(), options);
    }
}
