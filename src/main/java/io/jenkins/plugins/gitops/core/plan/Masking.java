package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the values of {@link SensitiveFields} out of objects before anything about them leaves the plan. One masking
 * serves both sides of one object's diff: the same value gets the same mask, another value another, and neither tells
 * the value's length. Fields that others own are masked like ours.
 */
final class Masking {
    private static final String ANNOTATIONS = "/metadata/annotations/";

    private final FieldRules rules;
    private final Map<String, TextNode> masks = new HashMap<>();

    /** @param rules which values are sensitive beside those of Secrets */
    Masking(FieldRules rules) {
        this.rules = rules;
    }

    /** @return the object, its sensitive values masked in place */
    ObjectNode mask(ObjectNode object) {
        return mask(object, SensitiveFields.of(object, rules));
    }

    /** Masks both sides of a diff in place. An annotation that copies a value of one side is masked on the other too. */
    void mask(ObjectNode before, ObjectNode after) {
        Set<JsonPointer> both = new LinkedHashSet<>(SensitiveFields.of(before, rules));
        both.addAll(SensitiveFields.of(after, rules));
        List<JsonPointer> copies = both.stream()
                .filter(field -> field.toString().startsWith(ANNOTATIONS))
                .toList();
        for (ObjectNode side : List.of(before, after)) {
            Set<JsonPointer> fields = new LinkedHashSet<>(SensitiveFields.of(side, rules));
            copies.stream().filter(field -> !side.at(field).isMissingNode()).forEach(fields::add);
            mask(side, fields);
        }
    }

    private ObjectNode mask(ObjectNode object, Collection<JsonPointer> fields) {
        for (JsonPointer field : fields) {
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
