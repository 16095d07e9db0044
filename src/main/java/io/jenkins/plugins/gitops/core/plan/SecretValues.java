package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The values of a Secret, which no hash may hold: one over a weak secret, kept where people read who may not read
 * Secrets, gives it away. A declared one and a live one are both at hand when it matters, so they are compared.
 */
final class SecretValues {
    private static final List<String> FIELDS = List.of("data", "stringData");

    private SecretValues() {}

    /** @return whether every declared value is the live one, and no annotation holds a copy of them */
    static boolean areLive(JsonNode declared, JsonNode live) {
        ObjectNode wanted = Json.object();
        for (Map.Entry<String, JsonNode> value : declared.path("data").properties()) {
            // The server takes base64 in lines, and gives it back in one.
            wanted.put(value.getKey(), value.getValue().asText().replaceAll("[\r\n]", ""));
        }
        for (Map.Entry<String, JsonNode> value : declared.path("stringData").properties()) {
            byte[] bytes = value.getValue().asText().getBytes(StandardCharsets.UTF_8);
            wanted.put(value.getKey(), Base64.getEncoder().encodeToString(bytes));
        }
        for (Map.Entry<String, JsonNode> value : wanted.properties()) {
            if (!value.getValue().equals(live.path("data").path(value.getKey()))) {
                return false;
            }
        }
        return !Noise.hasCopies(declared);
    }

    /** @return the Secret with the names of its values only */
    static JsonNode without(JsonNode secret) {
        ObjectNode copy = secret.deepCopy();
        for (String field : FIELDS) {
            if (copy.path(field) instanceof ObjectNode values) {
                values.properties().forEach(value -> value.setValue(Json.MAPPER.nullNode()));
            }
        }
        return copy;
    }
}
