package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;

/**
 * Values that no hash may hold: one over a weak secret, kept where people read who may not read Secrets, gives it away.
 * A declared one and a live one are both at hand when it matters, so they are compared.
 */
final class SensitiveValues {
    private SensitiveValues() {}

    /** @return whether every declared sensitive value is the live one */
    static boolean areLive(JsonNode declared, JsonNode live, FieldRules rules) {
        return SensitiveFields.of(declared, rules).stream()
                .allMatch(field -> declared.at(field).equals(live.at(field)));
    }

    /** @return the object with only the names of the fields that are sensitive in itself */
    static JsonNode without(JsonNode object, FieldRules rules) {
        List<JsonPointer> fields = SensitiveFields.of(object, rules);
        JsonNode copy = fields.isEmpty() ? object : object.deepCopy();
        for (JsonPointer field : fields) {
            JsonNode parent = copy.at(field.head());
            if (parent instanceof ObjectNode map) {
                map.set(field.last().getMatchingProperty(), Json.MAPPER.nullNode());
            } else if (parent instanceof ArrayNode list) {
                list.set(field.last().getMatchingIndex(), Json.MAPPER.nullNode());
            }
        }
        return copy;
    }
}
