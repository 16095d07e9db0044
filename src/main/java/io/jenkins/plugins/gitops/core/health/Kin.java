package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of one kind in one namespace, found by the UID that they belong to: that of an owner or, for an event, of
 * what it is about. They are kept without {@code spec} and {@code managedFields}, which nobody asks for here and which
 * are most of a Pod.
 */
final class Kin {
    private final Map<String, ObjectNode> byName = new HashMap<>();
    private final Map<String, SortedMap<String, ObjectNode>> byOwner = new HashMap<>();

    /** Who knows such objects. */
    interface Source {
        /**
         * @return what there is of the kind in the namespace; nothing when the cluster does not serve the kind
         * @throws io.jenkins.plugins.gitops.core.cluster.ClusterException when that cannot be read
         */
        Kin in(String namespace, GroupVersionKind kind);
    }

    /** @return the objects that belong to a UID, by name */
    Collection<ObjectNode> of(String uid) {
        return byOwner.getOrDefault(uid, Collections.emptySortedMap()).values();
    }

    /** Takes in an object, in the place of an older state of it. */
    void put(ObjectNode object) {
        remove(object);
        object.remove("spec");
        object.withObject("/metadata").remove("managedFields");
        byName.put(name(object), object);
        owners(object)
                .forEach(uid ->
                        byOwner.computeIfAbsent(uid, any -> new TreeMap<>()).put(name(object), object));
    }

    /** Forgets an object. */
    void remove(ObjectNode object) {
        ObjectNode known = byName.remove(name(object));
        if (known != null) {
            owners(known)
                    .forEach(uid -> byOwner.computeIfPresent(uid, (any, its) -> {
                        its.remove(name(known));
                        return its.isEmpty() ? null : its;
                    }));
        }
    }

    /** Forgets all objects. */
    void clear() {
        byName.clear();
        byOwner.clear();
    }

    private static Stream<String> owners(ObjectNode object) {
        Stream<String> owners =
                Json.elements(object, "metadata", "ownerReferences").map(owner -> Json.text(owner, "uid"));
        return Stream.concat(owners, Stream.of(Json.text(object, "involvedObject", "uid")))
                .filter(uid -> !uid.isEmpty());
    }

    private static String name(ObjectNode object) {
        return Json.text(object, "metadata", "name");
    }
}
