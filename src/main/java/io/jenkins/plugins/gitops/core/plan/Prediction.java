package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds out what would become of one object: nothing when it still is what the last deployment left, which its
 * {@link Seal} tells; else the server is asked, by a dry run of the very apply that would follow.
 */
final class Prediction {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final String owner;
    private final Map<ResourceKey, Member> members;
    private final Predicate<String> namespaceInSet;
    private final Map<ResourceKey, String> seals = new ConcurrentHashMap<>();

    /**
     * @param inventory what the app owns, with the seals of its members
     * @param namespaceInSet whether this deployment itself declares a namespace of a name
     */
    Prediction(ClusterGateway cluster, PlanOptions options, Inventory inventory, Predicate<String> namespaceInSet) {
        this.cluster = cluster;
        this.options = options;
        this.owner = inventory.id();
        this.members = inventory.byKey();
        this.namespaceInSet = namespaceInSet;
    }

    /**
     * @param known the live object where a list has shown it
     * @throws GitOpsException when applying the object cannot succeed; the message names its file and line
     */
    Change of(Desired desired, Optional<ObjectNode> known) {
        if (known.isPresent() && isAsSealed(desired, known.get())) {
            return unchanged(desired, known.get());
        }
        if (!desired.served()) {
            return unknown(desired, "its kind comes with a CustomResourceDefinition of this deployment");
        }
        try {
            return predict(desired, known);
        } catch (ClusterException e) {
            if (e.reason() == Reason.NOT_FOUND
                    && namespaceInSet.test(desired.key().namespace())) {
                return unknown(desired, "its namespace is created by this deployment");
            }
            if (e.reason() == Reason.INVALID && e.getMessage().contains("does not support dry run")) {
                return unknown(desired, "an admission webhook does not support dry runs");
            }
            throw about(desired, e);
        }
    }

    /** @return the seals of the objects that were found unchanged */
    Map<ResourceKey, String> seals() {
        return seals;
    }

    /** Whether the last deployment left exactly this, so that there is nothing to ask the server. */
    private boolean isAsSealed(Desired desired, ObjectNode live) {
        Member member = members.get(desired.key());
        return member != null
                && !member.seal().isEmpty()
                && member.type().equals(desired.type().kind())
                && member.uid().equals(Json.text(live, "metadata", "uid"))
                && member.seal().equals(seal(desired, live));
    }

    private String seal(Desired desired, ObjectNode live) {
        return Seal.of(desired.manifest(), live, options.manager());
    }

    private Change unchanged(Desired desired, ObjectNode live) {
        seals.put(desired.key(), seal(desired, live));
        JsonNode shown = new Masking().mask(Noise.strip(live));
        return new Change(
                desired.key(),
                desired.type().kind(),
                Action.UNCHANGED,
                Json.text(live, "metadata", "uid"),
                List.of(),
                shown,
                shown,
                "",
                List.of());
    }

    private Change predict(Desired desired, Optional<ObjectNode> known) {
        List<String> conflicts = List.of();
        Applied outcome;
        try {
            outcome = dryRun(desired, options.force());
        } catch (ClusterException e) {
            if (e.reason() != Reason.FIELD_CONFLICT) {
                throw e;
            }
            conflicts = e.causes().stream().map(Prediction::conflict).distinct().toList();
            outcome = dryRun(desired, true);
        }
        if (outcome.created()) {
            return change(desired, Action.CREATE, null, outcome, "");
        }
        ObjectNode live = known.or(() -> cluster.get(
                        desired.type(), desired.key().namespace(), desired.key().name()))
                .orElse(null);
        if (live == null) {
            return change(desired, Action.CREATE, null, outcome, "");
        }
        String label = Json.text(live, "metadata", "labels", ApplySet.PART_OF);
        if (!label.isEmpty() && !label.equals(owner)) {
            throw new GitOpsException("it belongs to another app (" + ApplySet.PART_OF + "=" + label
                    + "); two apps must not declare one object. Remove it from one of them.");
        }
        if (!conflicts.isEmpty()) {
            return change(desired, Action.CONFLICT, live, outcome, String.join("; ", conflicts));
        }
        return change(
                desired,
                Action.UPDATE,
                live,
                outcome,
                label.isEmpty() ? "exists already and is adopted by this app" : "");
    }

    private Change change(Desired desired, Action wanted, ObjectNode live, Applied outcome, String reason) {
        Masking masking = new Masking();
        JsonNode before = live == null ? MissingNode.getInstance() : masking.mask(Noise.strip(live));
        JsonNode after = masking.mask(Noise.strip(outcome.object()));
        List<FieldDiff> fields =
                live == null ? List.of() : ObjectDiff.of(before, after, Owners.of(live, options.manager()));
        String why = reason;
        if (wanted == Action.UPDATE && fields.isEmpty()) {
            if (Owners.applied(live, options.manager()).equals(Owners.applied(outcome.object(), options.manager()))) {
                return unchanged(desired, live);
            }
            why = "no value changes, but the declared fields become ours";
        }
        return new Change(
                desired.key(),
                desired.type().kind(),
                wanted,
                live == null ? "" : Json.text(live, "metadata", "uid"),
                fields,
                before,
                after,
                why,
                outcome.warnings());
    }

    private Change unknown(Desired desired, String reason) {
        return new Change(
                desired.key(),
                desired.type().kind(),
                Action.UNKNOWN,
                "",
                List.of(),
                MissingNode.getInstance(),
                new Masking().mask(Noise.strip(desired.manifest().json())),
                reason,
                List.of());
    }

    private Applied dryRun(Desired desired, boolean force) {
        return cluster.apply(
                desired.type(), desired.manifest().json(), new ApplyOptions(options.manager(), force, true));
    }

    /** {@code .spec.replicas is owned by kubectl-edit}, from the server's {@code conflict with "kubectl-edit" using …}. */
    private static String conflict(Cause cause) {
        String[] words = cause.message().split("\"");
        return cause.field() + " is owned by " + (words.length > 1 ? words[1] : cause.message());
    }

    private static RuntimeException about(Desired desired, ClusterException e) {
        return switch (e.reason()) {
            case NOT_FOUND ->
                new GitOpsException(
                        e.getMessage()
                                + (e.getMessage().contains("namespaces \"")
                                        ? "; create the namespace first, or declare it in the source"
                                        : ""),
                        e);
            case INVALID, FORBIDDEN, CONFLICT, ALREADY_EXISTS, FIELD_CONFLICT, GONE ->
                new GitOpsException(e.getMessage(), e);
            default -> e;
        };
    }
}
