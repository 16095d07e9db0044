package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lets claims and volumes go that nobody uses any more: takes their protection finalizers away. */
final class StorageProtection implements Controller {

    private final Actions actions;

    StorageProtection(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        Key key = event.key();
        if (key.isOf("", "persistentvolumeclaims") || key.isOf("", "persistentvolumes")) {
            return List.of(key);
        }
        List<Key> out = new ArrayList<>();
        if (key.isOf("", "pods") && event.type() == Event.Type.DELETED) {
            claims(event.object())
                    .forEach(name -> out.add(new Key("", "persistentvolumeclaims", key.namespace(), name)));
        }
        return out;
    }

    @Override
    public Duration reconcile(Key key, ObjectNode object) {
        if (object == null || !Meta.isTerminating(object)) {
            return NEVER;
        }
        boolean used = key.isOf("", "persistentvolumeclaims")
                ? actions.api().cluster().store().list("", "pods", key.namespace()).objects().stream()
                        .anyMatch(pod -> claims(pod).contains(key.name()))
                : Json.text(object, "status", "phase").equals("Bound");
        if (used) {
            return NEVER;
        }
        actions.update(object, copy -> {
            ArrayNode kept = Json.array();
            Json.at(copy, "metadata", "finalizers").forEach(finalizer -> {
                if (!finalizer.asText().matches("kubernetes.io/pvc?-protection")) {
                    kept.add(finalizer);
                }
            });
            Meta.of(copy).set("finalizers", kept);
        });
        return NEVER;
    }

    private static List<String> claims(ObjectNode pod) {
        List<String> out = new ArrayList<>();
        for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
            String claim = Json.text(volume, "persistentVolumeClaim", "claimName");
            if (!claim.isEmpty()) {
                out.add(claim);
            }
        }
        return out;
    }
}
