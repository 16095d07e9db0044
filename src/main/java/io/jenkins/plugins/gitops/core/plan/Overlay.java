package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.fields.FieldStep;
import java.util.Map;

/**
 * Lays a declaration over a live object as server-side apply would, without the server and without the type: where a
 * list is owned element by element, {@code managedFields} say so; every other list is replaced whole.
 */
final class Overlay {
    private Overlay() {}

    /**
     * @param owned the fields of all managers of the live object
     * @return a new object
     */
    static ObjectNode of(ObjectNode live, ObjectNode declared, FieldSet owned) {
        ObjectNode merged = live.deepCopy();
        merge(merged, declared, owned.json());
        return merged;
    }

    private static void merge(ObjectNode live, ObjectNode declared, JsonNode owned) {
        declared.properties().forEach(field -> {
            JsonNode below = owned.path(FieldStep.field(field.getKey()));
            live.set(field.getKey(), merged(live.path(field.getKey()), field.getValue(), below));
        });
    }

    private static JsonNode merged(JsonNode live, JsonNode declared, JsonNode owned) {
        boolean atomic = owned.isObject() && owned.isEmpty();
        if (!atomic && live instanceof ObjectNode there && declared instanceof ObjectNode wanted) {
            merge(there, wanted, owned);
            return there;
        }
        if (!atomic
                && live instanceof ArrayNode there
                && declared instanceof ArrayNode wanted
                && !owned.isMissingNode()) {
            wanted.forEach(element -> merge(there, element, owned));
            return there;
        }
        return declared.deepCopy();
    }

    private static void merge(ArrayNode live, JsonNode declared, JsonNode owned) {
        for (Map.Entry<String, JsonNode> step : owned.properties()) {
            if (FieldStep.isDeclaredBy(step.getKey(), declared)) {
                // Keys that only a default had set may have gone from the live side, too.
                JsonNode there = FieldStep.declaredIn(live, step.getKey());
                if (there instanceof ObjectNode element && declared instanceof ObjectNode wanted) {
                    merge(element, wanted, step.getValue());
                    return;
                }
                if (!there.isMissingNode()) {
                    return;
                }
            }
        }
        live.add(declared.deepCopy());
    }
}
