package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of the inventory the source no longer declares, and whether it may go. Three proofs are needed: it is in the
 * inventory, it carries the owner label in the cluster (the live state holds nothing else), and it is the very object
 * that was applied, by UID.
 */
public final class PruneRules {
    private final PlanOptions options;

    PruneRules(PlanOptions options) {
        this.options = options;
    }

    /**
     * @param declared the objects that the source declares
     * @param declaredUids their UIDs: an object seen under two API groups has one UID and must not be deleted
     * @return a change for each leftover: {@link Action#PRUNE}, or {@link Action#UNCHANGED} with the reason why it stays
     */
    List<Change> changes(Inventory inventory, LiveState live, Set<ResourceKey> declared, Set<String> declaredUids) {
        List<Change> changes = new ArrayList<>();
        for (Member member : inventory.members()) {
            if (declared.contains(member.key())) {
                continue;
            }
            // Also where its kind is not served any more: it is declared, under the name that the kind has now.
            if (live.type(member.key()).isEmpty() && !declaredUids.contains(member.uid())) {
                changes.add(notServed(member));
            }
            live.object(member.key())
                    .filter(object -> !declaredUids.contains(Json.text(object, "metadata", "uid")))
                    .ifPresent(object -> changes.add(change(
                            member,
                            object,
                            inUse(inventory, declared, object)
                                    ? "no longer declared; kept, since what is declared lives in it"
                                    : keep(member, object))));
        }
        return changes;
    }

    /** Whether deleting the object would delete what is declared, or the inventory: no consent can mean that. */
    private static boolean inUse(Inventory inventory, Set<ResourceKey> declared, ObjectNode object) {
        String name = Json.text(object, "metadata", "name");
        return switch (Json.text(object, "kind")) {
            case "Namespace" ->
                name.equals(inventory.namespace())
                        || declared.stream().anyMatch(key -> key.namespace().equals(name));
            case "CustomResourceDefinition" ->
                declared.stream()
                        .anyMatch(key -> key.group().equals(Json.text(object, "spec", "group"))
                                && key.kind().equals(Json.text(object, "spec", "names", "kind")));
            default -> false;
        };
    }

    /** @return whether an object of the app may be deleted: its kind is not protected, or consent names it */
    public static boolean mayDelete(ResourceKey key, PlanOptions options) {
        return !options.protectedKinds().contains(key) || options.consent().toPrune(key);
    }

    /** @return why the object stays, or an empty string when it may go */
    private String keep(Member member, ObjectNode object) {
        String uid = Json.text(object, "metadata", "uid");
        JsonNode annotations = Json.at(object, "metadata", "annotations");
        if (!options.prune()) {
            return "no longer declared; kept, since pruning is off";
        }
        if (!member.uid().isEmpty() && !member.uid().equals(uid)) {
            return "no longer declared; kept, since somebody has created it anew";
        }
        if (options.consent().toPrune(member.key())) {
            return "";
        }
        String consent =
                " (to delete it, allow it: --allow-prune " + member.key().shortName() + ")";
        if (options.protectedKinds().contains(member.key())) {
            return "no longer declared; kept, since its kind is protected" + consent;
        }
        if ("disabled".equals(Json.text(annotations, Annotations.PRUNE))
                || "keep".equals(Json.text(annotations, Annotations.HELM_RESOURCE_POLICY))) {
            return "no longer declared; kept, since an annotation says so" + consent;
        }
        if (Json.at(object, "metadata", "ownerReferences").size() > 0) {
            return "no longer declared; kept, since another object owns it" + consent;
        }
        return "";
    }

    /** Its API may be down for a moment: what is forgotten now would never be pruned. */
    private static Change notServed(Member member) {
        return new Change(
                member.key(),
                member.type(),
                Action.UNCHANGED,
                member.uid(),
                List.of(),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                "no longer declared; remembered, since the cluster does not serve its kind now",
                List.of());
    }

    private Change change(Member member, ObjectNode object, String kept) {
        JsonNode before = new Masking(options.fields()).mask(Noise.strip(object));
        boolean prune = kept.isEmpty();
        return new Change(
                member.key(),
                member.type(),
                prune ? Action.PRUNE : Action.UNCHANGED,
                Json.text(object, "metadata", "uid"),
                List.of(),
                before,
                prune ? MissingNode.getInstance() : before,
                prune ? "no longer declared" : kept,
                List.of());
    }
}
