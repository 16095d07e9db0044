package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Listing;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.Member;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of an app's inventory is there: one LIST for each kind and namespace of its members, of objects that carry the
 * owner label. A member without the label is not in it: it is no longer ours.
 */
final class LiveState {
    private record Place(ResourceType type, String namespace) {}

    private final Map<ResourceKey, ObjectNode> objects = new HashMap<>();
    private final Map<ResourceKey, ResourceType> types = new HashMap<>();

    static LiveState read(ClusterGateway cluster, Inventory inventory, Owner owner) {
        LiveState state = new LiveState();
        Map<Place, List<ResourceKey>> places = new LinkedHashMap<>();
        for (Member member : inventory.members()) {
            // A version that went away, or a kind whose CRD did: ask for what is served now.
            Optional<ResourceType> type = cluster.type(member.type())
                    .or(() -> cluster.type(member.key().group(), member.key().kind()));
            type.ifPresent(found -> {
                state.types.put(member.key(), found);
                places.computeIfAbsent(new Place(found, member.key().namespace()), place -> new ArrayList<>())
                        .add(member.key());
            });
        }
        List<Place> all = List.copyOf(places.keySet());
        List<Optional<Listing>> listings = Parallel.map(all, place -> list(cluster, place, owner.selector()));
        for (int i = 0; i < all.size(); i++) {
            if (listings.get(i).isEmpty()) {
                places.get(all.get(i)).forEach(state.types::remove);
            }
            listings.get(i).stream()
                    .flatMap(listing -> listing.items().stream())
                    .filter(owner::owns)
                    .forEach(object -> state.objects.put(key(object), object));
        }
        return state;
    }

    /** @return the objects; empty when the kind has gone since discovery was read, with its CRD or its API server */
    private static Optional<Listing> list(ClusterGateway cluster, Place place, String selector) {
        try {
            return Optional.of(cluster.list(place.type(), place.namespace(), selector));
        } catch (ClusterException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @return the live object, when it is a member that still carries the owner label */
    Optional<ObjectNode> object(ResourceKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** @return all of them */
    Collection<ObjectNode> objects() {
        return objects.values();
    }

    /** @return what is neither a member nor declared, without what controllers have made of what is */
    List<ResourceKey> beside(Inventory inventory, Set<ResourceKey> declared) {
        Set<ResourceKey> members = inventory.byKey().keySet();
        return objects.keySet().stream()
                .filter(key -> !members.contains(key) && !declared.contains(key))
                .filter(key ->
                        Json.at(objects.get(key), "metadata", "ownerReferences").isEmpty())
                // The labels of a Service are given to its Endpoints.
                .filter(key -> !key.groupKind().equals("Endpoints")
                        || !members.contains(new ResourceKey("", "Service", key.namespace(), key.name())))
                .sorted()
                .toList();
    }

    /** @return how the cluster serves a member's kind, when it does */
    Optional<ResourceType> type(ResourceKey key) {
        return Optional.ofNullable(types.get(key));
    }

    private static ResourceKey key(ObjectNode object) {
        String apiVersion = Json.text(object, "apiVersion");
        int slash = apiVersion.indexOf('/');
        return new ResourceKey(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                Json.text(object, "kind"),
                Json.text(object, "metadata", "namespace"),
                Json.text(object, "metadata", "name"));
    }
}
