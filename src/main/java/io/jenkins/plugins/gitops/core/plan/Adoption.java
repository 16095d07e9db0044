package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether an object that is there already may become this app's. One that nobody claims may; one that another app or
 * another tool claims may only with consent, since two owners undo each other's changes for ever.
 */
final class Adoption {
    private final ClusterGateway cluster;
    private final Consent consent;
    private final Inventory inventory;
    private final Owner owner;
    private final Map<String, Claim> sets = new ConcurrentHashMap<>();

    Adoption(ClusterGateway cluster, Consent consent, Inventory inventory, Owner owner) {
        this.cluster = cluster;
        this.consent = consent;
        this.inventory = inventory;
        this.owner = owner;
    }

    /**
     * @return why the object becomes this app's, for the plan; empty when it is this app's already
     * @throws GitOpsException when somebody else claims it; the message names who, and how to allow it
     */
    String of(JsonNode live) {
        String set = Json.text(live, "metadata", "labels", ApplySet.PART_OF);
        if (owner.owns(live)) {
            return inventory
                    .former()
                    .filter(former -> former.id().equals(set))
                    .map(former -> "moves from app \"" + former.app() + "\"")
                    .orElse("");
        }
        Optional<Claim> claim = set.isEmpty() ? Claim.of(live) : Optional.of(sets.computeIfAbsent(set, this::set));
        if (claim.isEmpty()) {
            return "exists already and is adopted by this app";
        }
        if (!consent.toAdopt(claim.get().name())) {
            throw new GitOpsException(refusal(claim.get()));
        }
        return "is taken over from " + claim.get().words();
    }

    private static String refusal(Claim claim) {
        String app = claim.name().startsWith("app/") ? claim.name().substring("app/".length()) : "";
        return "it belongs to " + claim.words() + (app.isEmpty() ? "" : ", another app")
                + "; two owners must not declare one object. Remove it from one of them, or take it over: --adopt "
                + claim.name()
                + (app.isEmpty() ? "" : ". If that app was renamed to this one, say so: --formerly " + app);
    }

    /** Asked only about what is not ours: whose set it is stands in the parent, if that is one of ours nearby. */
    private Claim set(String id) {
        try {
            Optional<String> app = new InventoryStore(cluster).appOf(id, inventory.namespace());
            if (app.isPresent()) {
                return new Claim("app/" + app.get(), "app \"" + app.get() + "\"");
            }
        } catch (ClusterException e) {
            // Then its id must do.
        }
        return new Claim(
                "applyset/" + id,
                "another app or ApplySet (" + ApplySet.PART_OF + "=" + id + ", whose parent is not in "
                        + inventory.namespace() + ")");
    }
}
