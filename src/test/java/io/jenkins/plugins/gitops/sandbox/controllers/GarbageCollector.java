package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.verbs.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Deletes what has lost its owners, and serves the finalizers of foreground deletion and orphaning. */
final class GarbageCollector implements Controller {

    private final Actions actions;
    // By UID of the owner; kept from the events, so that a deletion need not look at every object.
    private final Map<String, Set<Key>> dependents = new ConcurrentHashMap<>();

    GarbageCollector(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        Set<Key> out = new HashSet<>();
        boolean deleted = event.type() == Event.Type.DELETED;
        for (JsonNode owner : Json.at(event.object(), "metadata", "ownerReferences")) {
            Set<Key> siblings =
                    dependents.computeIfAbsent(Json.text(owner, "uid"), uid -> ConcurrentHashMap.newKeySet());
            if (deleted) {
                siblings.remove(event.key());
                ownerKeys(event, owner, out);
            } else {
                siblings.add(event.key());
                out.add(event.key());
            }
        }
        if (deleted) {
            out.addAll(dependents.getOrDefault(Meta.uid(event.object()), Set.of()));
        } else if (Meta.isTerminating(event.object()) && Meta.hasFinalizers(event.object())) {
            out.add(event.key());
        }
        return out;
    }

    // An owner that waits in the foreground may be free now.
    private void ownerKeys(Event event, JsonNode owner, Set<Key> out) {
        String apiVersion = Json.text(owner, "apiVersion");
        actions.api()
                .cluster()
                .kinds()
                .byKind(apiVersion, Json.text(owner, "kind"))
                .ifPresent(kind -> out.add(Key.of(kind, event.key().namespace(), Json.text(owner, "name"))));
    }

    @Override
    public Duration reconcile(Key key, ObjectNode object) {
        if (object == null) {
            return NEVER;
        }
        if (Meta.isTerminating(object)) {
            finalizers(object);
            return NEVER;
        }
        JsonNode owners = Json.at(object, "metadata", "ownerReferences");
        boolean lost = !owners.isEmpty();
        for (JsonNode owner : owners) {
            lost &= isGone(owner, key.namespace());
        }
        if (lost) {
            actions.delete(object);
        }
        return NEVER;
    }

    // Of a kind that is not served nothing can be said.
    private boolean isGone(JsonNode owner, String namespace) {
        Cluster cluster = actions.api().cluster();
        return cluster.kinds()
                .byKind(Json.text(owner, "apiVersion"), Json.text(owner, "kind"))
                .map(kind -> cluster.find(kind, namespace, Json.text(owner, "name"))
                        .filter(found -> Meta.uid(found).equals(Json.text(owner, "uid")))
                        .isEmpty())
                .orElse(false);
    }

    private void finalizers(ObjectNode object) {
        List<ObjectNode> below = dependents.getOrDefault(Meta.uid(object), Set.of()).stream()
                .flatMap(key -> actions.api().cluster().store().get(key).stream())
                .toList();
        if (has(object, "orphan")) {
            below.forEach(dependent -> actions.update(dependent, copy -> disown(copy, Meta.uid(object))));
            release(object, "orphan");
        } else if (has(object, "foregroundDeletion")) {
            below.stream().filter(dependent -> !Meta.isTerminating(dependent)).forEach(actions::delete);
            if (below.isEmpty()) {
                release(object, "foregroundDeletion");
            }
        }
    }

    private void release(ObjectNode object, String finalizer) {
        actions.update(
                object,
                copy -> without(
                        Meta.of(copy), "finalizers", item -> item.asText().equals(finalizer)));
    }

    private static void disown(ObjectNode dependent, String owner) {
        without(
                Meta.of(dependent),
                "ownerReferences",
                item -> Json.text(item, "uid").equals(owner));
    }

    private static void without(ObjectNode meta, String field, Predicate<JsonNode> which) {
        ArrayNode kept = Json.array();
        meta.path(field).forEach(item -> {
            if (!which.test(item)) {
                kept.add(item);
            }
        });
        if (kept.isEmpty()) {
            meta.remove(field);
        } else {
            meta.set(field, kept);
        }
    }

    private static boolean has(ObjectNode object, String finalizer) {
        for (JsonNode item : Json.at(object, "metadata", "finalizers")) {
            if (item.asText().equals(finalizer)) {
                return true;
            }
        }
        return false;
    }
}
