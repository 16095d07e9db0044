package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Field;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Presence;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of an object after the API server has read it into its Go type and printed it again: unknown fields
 * and nulls are gone, empty values are dropped or printed as the type says, quantities are canonical.
 */
public final class Decoder {

    /** The request cannot be read: a value has the wrong type. The message is the server's. */
    public static final class DecodeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DecodeException(String message) {
            super(message);
        }
    }

    private final boolean builtin;
    private final String kind;
    private final List<String> unknown = new ArrayList<>();

    private Decoder(boolean builtin, String kind) {
        this.builtin = builtin;
        this.kind = kind;
    }

    /** The decoded object. Paths of fields that the type does not have are added to {@code unknown}. */
    public static ObjectNode decode(MapType type, JsonNode value, boolean builtin, String kind, List<String> unknown) {
        Decoder walk = new Decoder(builtin, kind);
        ObjectNode out = walk.map("", type, value);
        unknown.addAll(walk.unknown);
        return out;
    }

    private JsonNode value(String path, Type type, JsonNode value) {
        if (type instanceof MapType map) {
            return value.isObject() ? map(path, map, value) : wrong(path, value, "map[string]string");
        }
        if (type instanceof ListType list) {
            return value.isArray() ? list(path, list, value) : wrong(path, value, "[]" + name(list.item()));
        }
        return type instanceof Type.Scalar scalar ? scalar(path, scalar, value) : value;
    }

    private ObjectNode map(String path, MapType type, JsonNode value) {
        ObjectNode out = Json.object();
        boolean struct = builtin && !type.name().isEmpty();
        value.properties().forEach(entry -> {
            String name = entry.getKey();
            String below = path.isEmpty() ? name : path + "." + name;
            Type fieldType = type.typeOf(name);
            if (fieldType == null) {
                unknown.add(below);
            } else if (!entry.getValue().isNull()) {
                JsonNode decoded = value(below, fieldType, entry.getValue());
                if (!struct || !dropped(type.fields().get(name), decoded)) {
                    out.set(name, decoded);
                }
            } else if (!builtin) {
                out.set(name, entry.getValue());
            }
        });
        if (struct) {
            type.fields().forEach((name, field) -> {
                if (field.presence() == Presence.ALWAYS && !out.has(name)) {
                    out.set(name, zero(field.type()));
                }
            });
        }
        return out;
    }

    private ArrayNode list(String path, ListType type, JsonNode value) {
        ArrayNode out = Json.array();
        for (int i = 0; i < value.size(); i++) {
            out.add(value.get(i).isNull() ? value.get(i) : value(path + "[" + i + "]", type.item(), value.get(i)));
        }
        return out;
    }

    private JsonNode scalar(String path, Type.Scalar type, JsonNode value) {
        switch (type) {
            case STRING:
                return value.isTextual() ? value : wrong(path, value, "string");
            case BOOLEAN:
                return value.isBoolean() ? value : wrong(path, value, "bool");
            case INTEGER:
                // Go reads 3.0 into an int32 field when it comes out of an interface{}; never 3.5.
                if (value.isNumber()
                        && value.decimalValue().stripTrailingZeros().scale() <= 0) {
                    return Json.number(value.longValue());
                }
                return wrong(path, value, "int32");
            case QUANTITY:
                try {
                    return JsonNodeFactory.instance.textNode(Quantities.canonical(value.asText()));
                } catch (IllegalArgumentException e) {
                    throw new DecodeException(e.getMessage());
                }
            default:
                return value;
        }
    }

    private JsonNode wrong(String path, JsonNode value, String wanted) {
        if (!builtin) {
            return value; // the schema check of custom resources speaks about it
        }
        String got =
                switch (value.getNodeType()) {
                    case ARRAY -> "array";
                    case OBJECT -> "object";
                    case STRING -> "string";
                    case BOOLEAN -> "bool";
                    default -> "number";
                };
        throw new DecodeException("json: cannot unmarshal " + got + " into Go struct field " + kind + "."
                + path.replaceAll("\\[\\d+]", "") + " of type " + wanted);
    }

    private static String name(Type type) {
        if (type instanceof MapType map && !map.name().isEmpty()) {
            return map.name().substring(map.name().indexOf('.') + 1);
        }
        return "string";
    }

    private static boolean dropped(Field field, JsonNode value) {
        if (field == null || field.presence() == Presence.ALWAYS) {
            return false;
        }
        if (value.isArray()) {
            return value.isEmpty();
        }
        if (value.isObject()) {
            return value.isEmpty()
                    && field.type() instanceof MapType map
                    && map.name().isEmpty();
        }
        return field.presence() == Presence.DROP_ZERO
                && (value.asText().isEmpty() || (value.isNumber() && value.asDouble() == 0) || value.equals(FALSE));
    }

    private static final JsonNode FALSE = JsonNodeFactory.instance.booleanNode(false);

    private JsonNode zero(Type type) {
        if (type instanceof MapType struct && !struct.name().isEmpty()) {
            return map("", struct, Json.object());
        }
        if (type instanceof Type.Scalar scalar) {
            return switch (scalar) {
                case STRING -> JsonNodeFactory.instance.textNode("");
                case BOOLEAN -> FALSE;
                case INTEGER, NUMBER, INT_OR_STRING -> Json.number(0);
                default -> JsonNodeFactory.instance.nullNode();
            };
        }
        return JsonNodeFactory.instance.nullNode();
    }
}
