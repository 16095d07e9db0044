package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the values of {@link SensitiveFields} out of objects before anything about them leaves the plan. One masking
 * serves both sides of one object's diff: the same value gets the same mask, another value another, and neither tells
 * the value's length. Fields that others own are masked like ours.
 */
final class Masking {
    private final FieldRules rules;
    private final Map<String, TextNode> masks = new HashMap<>();

    /** @param rules which values are sensitive beside those of Secrets */
    Masking(FieldRules rules) {
        this.rules = rules;
    }

    /** @return the object, its sensitive values masked in place */
    ObjectNode mask(ObjectNode object) {
        for (JsonPointer field : SensitiveFields.of(object, rules)) {
            TextNode mask = mask(object.at(field));
            JsonNode parent = object.at(field.head());
            if (parent instanceof ObjectNode map) {
                map.set(field.last().getMatchingProperty(), mask);
            } else if (parent instanceof ArrayNode list) {
                list.set(field.last().getMatchingIndex(), mask);
            }
        }
        return object;
    }

    private TextNode mask(JsonNode value) {
        return masks.computeIfAbsent(
                value.toString(), unseen -> TextNode.valueOf("(hidden #" + (masks.size() + 1) + ")"));
    }
}
