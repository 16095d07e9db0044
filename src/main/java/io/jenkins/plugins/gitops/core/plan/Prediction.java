package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out what would become of one object: nothing when it still is what the last deployment left, which its
 * {@link Seal} tells; else the server is asked, by a {@link DryRun}, and where a {@link Handover} comes first, by one
 * that takes it into account.
 */
final class Prediction {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Adoption adoption;
    private final Seals seals;
    private final Handovers handovers;
    private final Predicate<String> namespaceInSet;

    /**
     * @param inventory what the app owns, with the seals of its members
     * @param handovers what must come before an apply; told which objects need it
     * @param namespaceInSet whether this deployment itself declares a namespace of a name
     */
    Prediction(
            ClusterGateway cluster,
            PlanOptions options,
            Inventory inventory,
            Owner owner,
            Handovers handovers,
            Predicate<String> namespaceInSet) {
        this.cluster = cluster;
        this.options = options;
        this.adoption = new Adoption(cluster, options.consent(), inventory, owner);
        this.seals = new Seals(inventory.byKey(), options);
        this.handovers = handovers;
        this.namespaceInSet = namespaceInSet;
    }

    /**
     * @param known the live object where a list has shown it
     * @throws GitOpsException when applying the object cannot succeed; the message names its file and line
     */
    Change of(Desired desired, Optional<ObjectNode> known) {
        if (known.isPresent()
                && !handovers.of(desired, known.get()).isNeeded()
                && seals.isAsSealed(desired, known.get())) {
            String why = Ignored.of(options.fields(), desired.key()).reason(desired.manifest(), known.get());
            return Changes.unchanged(desired, known.get(), why);
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

    private Change predict(Desired declared, Optional<ObjectNode> listed) {
        Ignored ignored = Ignored.of(options.fields(), declared.key());
        Optional<ObjectNode> known = ignored.isAllApplied() ? listed : live(declared, listed);
        Desired desired = known.map(live -> sent(declared, ignored, live)).orElse(declared);
        DryRun dryRun;
        try {
            dryRun = DryRun.of(cluster, options, desired);
        } catch (ClusterException e) {
            if (e.reason() != Reason.INVALID) {
                throw e;
            }
            return refused(desired, live(desired, known).orElseThrow(() -> e), e);
        }
        Optional<ObjectNode> live = dryRun.created() ? Optional.empty() : live(desired, known);
        if (live.isEmpty()) {
            return Changes.create(desired, dryRun.object(), dryRun.warnings(), options.fields());
        }
        String adopted = adoption.of(live.get());
        Handover handover = handovers.of(desired, Handovers.managedAs(live.get(), dryRun.object()));
        if (!handover.isNeeded()) {
            return change(desired, live.get(), dryRun, adopted, "");
        }
        handovers.plan(desired.key());
        DryRun after = after(desired, live.get(), handover).from(dryRun);
        return change(desired, live.get(), after, adopted, handover.words());
    }

    /** What is declared without the fields that are left to others; the very same is applied later. */
    private Desired sent(Desired declared, Ignored ignored, ObjectNode live) {
        ObjectNode json = ignored.sent(declared.manifest().json(), live);
        if (json.equals(declared.manifest().json())) {
            return declared;
        }
        Desired less = new Desired(declared.manifest().with(json), declared.type(), declared.served());
        handovers.send(less);
        return less;
    }

    /** The server refuses what is declared, as long as the object is as it is. */
    private Change refused(Desired desired, ObjectNode live, ClusterException refusal) {
        String adopted = adoption.of(live);
        Handover handover = handovers.of(desired, live);
        ClusterException last = refusal;
        if (handover.isNeeded()) {
            try {
                DryRun after = after(desired, live, handover).fromLive();
                handovers.plan(desired.key());
                return change(desired, live, after, adopted, handover.words());
            } catch (ClusterException e) {
                if (e.reason() != Reason.INVALID) {
                    throw e;
                }
                last = e;
            }
        }
        if (ReplaceRules.isImmutable(last)) {
            return new ReplaceRules(cluster, options).change(desired, live, handover, last);
        }
        throw last;
    }

    private AfterHandover after(Desired desired, ObjectNode live, Handover handover) {
        return new AfterHandover(cluster, options, desired, live, handover);
    }

    private Optional<ObjectNode> live(Desired desired, Optional<ObjectNode> known) {
        return known.or(() -> cluster.get(
                desired.type(), desired.key().namespace(), desired.key().name()));
    }

    /**
     * @param adopted why the object becomes this app's; empty when it is
     * @param handover what must be handed over first, in words; empty when nothing must
     */
    private Change change(Desired desired, ObjectNode live, DryRun outcome, String adopted, String handover) {
        Ignored ignored = Ignored.of(options.fields(), desired.key());
        if (handover.isEmpty() && ignored.settle(live, outcome.object(), options.manager())) {
            seals.seal(desired, live);
            return Changes.unchanged(
                    desired,
                    live,
                    Ignored.reason(difference(desired, Action.UPDATE, live, outcome, "")
                            .fields()));
        }
        if (!outcome.conflicts().isEmpty()) {
            return difference(desired, Action.CONFLICT, live, outcome, outcome.conflictsInWords());
        }
        String reason =
                Stream.of(adopted, handover).filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
        Change change = difference(desired, Action.UPDATE, live, outcome, reason);
        if (!change.fields().isEmpty()) {
            return change;
        }
        if (!handover.isEmpty()) {
            return difference(desired, Action.UPDATE, live, outcome, "no value changes; " + reason);
        }
        if (Owners.applied(live, options.manager()).equals(Owners.applied(outcome.object(), options.manager()))) {
            seals.seal(desired, live);
            return Changes.unchanged(desired, live, "");
        }
        return difference(
                desired, Action.UPDATE, live, outcome, "no value changes, but the declared fields become ours");
    }

    private Change difference(Desired desired, Action action, ObjectNode live, DryRun outcome, String reason) {
        return Changes.difference(desired, action, live, outcome.object(), reason, outcome.warnings(), options);
    }
}
