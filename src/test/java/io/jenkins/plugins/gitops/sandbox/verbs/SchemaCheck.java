package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;

/** Validates a custom resource: types, required fields and enumerations of its schema. */
final class SchemaCheck {

    private final FieldErrors errors;

    private SchemaCheck(FieldErrors errors) {
        this.errors = errors;
    }

    static void run(JsonNode schema, JsonNode object, FieldErrors errors) {
        new SchemaCheck(errors).visit("", schema, object);
    }

    private void visit(String path, JsonNode schema, JsonNode value) {
        String type = Json.text(schema, "type");
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return;
        }
        if (!type.isEmpty() && !isOf(type, value)) {
            errors.wrongType(path, typeOf(value), path + " in body must be of type " + type);
            return;
        }
        if (schema.has("enum")) {
            List<String> supported = new ArrayList<>();
            schema.get("enum").forEach(item -> supported.add(item.asText()));
            if (!supported.contains(value.asText())) {
                errors.unsupported(path, value, supported.toArray(new String[0]));
            }
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                errors.required(below(path, name.asText()), "");
            }
        }
        value.properties().forEach(entry -> {
            JsonNode known = schema.path("properties").path(entry.getKey());
            JsonNode field = known.isObject() ? known : schema.path("additionalProperties");
            if (field.isObject()) {
                visit(below(path, entry.getKey()), field, entry.getValue());
            }
        });
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                visit(path + "[" + i + "]", schema.path("items"), value.get(i));
            }
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> typeOf(value).equals(type);
        };
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
    }
}
