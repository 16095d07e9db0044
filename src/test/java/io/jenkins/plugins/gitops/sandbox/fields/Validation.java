package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks an applied configuration against the schema, in the words of structured-merge-diff. */
public final class Validation {

    private final List<String> errors = new ArrayList<>();

    private Validation() {}

    /** The errors as one text; empty when there are none. */
    public static String errors(Type type, JsonNode value) {
        Validation walk = new Validation();
        walk.visit("", type, value);
        return switch (walk.errors.size()) {
            case 0 -> "";
            case 1 -> walk.errors.get(0);
            default -> "errors:\n  " + String.join("\n  ", walk.errors);
        };
    }

    private void visit(String path, Type type, JsonNode value) {
        if (type instanceof MapType map) {
            map(path, map, value);
        } else if (type instanceof ListType list) {
            list(path, list, value);
        } else if (type instanceof Type.Scalar scalar && !value.isNull()) {
            scalar(path, scalar, value);
        }
    }

    private void map(String path, MapType type, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!value.isObject()) {
            errors.add(at(path) + "expected map, got &{" + shown(value) + "}");
            return;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String below = path + PathElement.field(entry.getKey());
            Type field = type.typeOf(entry.getKey());
            if (field == null) {
                errors.add(below + ": field not declared in schema");
                return; // the server looks no further in this struct
            }
            visit(below, field, entry.getValue());
        }
    }

    private void list(String path, ListType type, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!value.isArray()) {
            errors.add(at(path) + "expected list, got &{" + shown(value) + "}");
            return;
        }
        Set<PathElement> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            String step = "[" + i + "]";
            if (!type.isAtomic()) {
                PathElement element;
                try {
                    element = ListItems.element(type, value.get(i));
                } catch (IllegalArgumentException e) {
                    errors.add(at(path) + "element " + i + ": " + e.getMessage());
                    return;
                }
                if (!seen.add(element)) {
                    errors.add(at(path) + "duplicate entries for key " + element);
                }
                step = element.toString();
            }
            visit(path + step, type.item(), value.get(i));
        }
    }

    private void scalar(String path, Type.Scalar type, JsonNode value) {
        String problem =
                switch (type) {
                    case INTEGER, NUMBER ->
                        value.isNumber() ? null : "expected numeric (int or float), got " + go(value);
                    case STRING, TIME, MICRO_TIME, BYTES ->
                        value.isTextual()
                                ? null
                                : "expected string, got &value.valueUnstructured{Value:" + shown(value) + "}";
                    case BOOLEAN -> value.isBoolean() ? null : "expected boolean, got &{" + shown(value) + "}";
                    case INT_OR_STRING, QUANTITY ->
                        value.isValueNode() ? null : "expected any scalar, got &{" + shown(value) + "}";
                };
        if (problem != null) {
            errors.add(at(path) + problem);
        }
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : path + ": ";
    }

    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return Json.sorted(value).properties().stream()
                    .map(entry -> entry.getKey() + ":" + shown(entry.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(shown(item)));
            return "[" + String.join(" ", items) + "]";
        }
        return value.isNull() ? "<nil>" : value.asText();
    }

    private static String go(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case OBJECT -> "map[string]interface {}";
            case ARRAY -> "[]interface {}";
            default -> "int64";
        };
    }
}
