package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/** The JSON Patch (RFC 6902) that makes one object another; lists are replaced whole. */
final class JsonPatch {
    private final ArrayNode operations = Json.MAPPER.createArrayNode();

    private JsonPatch() {}

    static ArrayNode between(ObjectNode before, ObjectNode after) {
        JsonPatch patch = new JsonPatch();
        patch.compare("", before, after);
        return patch.operations;
    }

    private void compare(String path, ObjectNode before, ObjectNode after) {
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) {
                operation("remove", path, name);
            }
        });
        after.properties().forEach(field -> {
            JsonNode old = before.path(field.getKey());
            if (old instanceof ObjectNode one && field.getValue() instanceof ObjectNode other) {
                compare(path + "/" + escaped(field.getKey()), one, other);
            } else if (!old.equals(field.getValue())) {
                operation("add", path, field.getKey()).set("value", field.getValue());
            }
        });
    }

    private ObjectNode operation(String name, String path, String field) {
        return operations.addObject().put("op", name).put("path", path + "/" + escaped(field));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
