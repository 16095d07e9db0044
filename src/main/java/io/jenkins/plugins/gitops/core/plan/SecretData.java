package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a Secret as the server keeps it. {@code stringData} is for writing only: what is applied there is nobody's
 * field afterwards, so a key that is no longer declared would stay for ever (kubernetes/kubernetes#70281).
 */
final class SecretData {
    private SecretData() {}

    /**
     * Moves {@code stringData} of a Secret into its {@code data}, where it takes precedence as it does in the server, and
     * takes line breaks out of base64 as the server does.
     */
    static void fold(ObjectNode object) {
        if (SensitiveFields.isSecret(object) && object.path("data") instanceof ObjectNode encoded) {
            encoded.properties().stream()
                    .filter(value -> value.getValue().isTextual())
                    .forEach(value -> value.setValue(
                            encoded.textNode(value.getValue().textValue().replaceAll("[\\r\\n]", ""))));
        }
        JsonNode texts = object.path("stringData");
        JsonNode data = object.path("data");
        boolean foldable = SensitiveFields.isSecret(object)
                && texts.isObject()
                && Json.elements(texts).allMatch(JsonNode::isTextual)
                && (data.isObject() || data.isMissingNode() || data.isNull());
        if (!foldable) {
            return; // The server refuses what is none of these, in words that people know.
        }
        object.remove("stringData");
        if (!texts.isEmpty()) {
            ObjectNode values = Ownership.map(object, "data");
            texts.properties()
                    .forEach(text ->
                            values.put(text.getKey(), base64(text.getValue().textValue())));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
