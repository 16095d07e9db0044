package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the values out of Secrets before anything about them leaves the plan. One masking serves both sides of one
 * object's diff: the same value gets the same mask, another value another, and neither tells the value's length. What
 * is a Secret is decided by the object that we sent or read, never by what somebody says about it.
 */
final class Masking {
    private final Map<String, TextNode> masks = new HashMap<>();

    /** @return the object, a Secret's values masked in place */
    ObjectNode mask(ObjectNode object) {
        if (isSecret(object)) {
            maskFields(object, "data");
            maskFields(object, "stringData");
        }
        return object;
    }

    static boolean isSecret(JsonNode object) {
        return "v1".equals(Json.text(object, "apiVersion")) && "Secret".equals(Json.text(object, "kind"));
    }

    private void maskFields(ObjectNode object, String field) {
        if (object.path(field) instanceof ObjectNode values) {
            List<String> names = new ArrayList<>();
            values.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> values.set(name, mask(values.get(name))));
        } else if (object.has(field)) {
            object.set(field, mask(object.get(field)));
        }
    }

    private TextNode mask(JsonNode value) {
        return masks.computeIfAbsent(
                value.toString(), unseen -> TextNode.valueOf("(hidden #" + (masks.size() + 1) + ")"));
    }
}
