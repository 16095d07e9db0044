package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

    /**
     * Where the walk is.
     *
     * @param path for strict errors, with indexes and keys
     * @param struct the Go struct that it is in
     * @param goPath for type errors: field names only
     */
    private record Place(String path, String struct, String goPath) {
        Place field(String name, boolean ofStruct) {
            return new Place(join(path, name), struct, ofStruct ? join(goPath, name) : goPath);
        }

        Place item(int index) {
            return new Place(path + "[" + index + "]", struct, goPath);
        }

        Place in(MapType type) {
            String name = type.name();
            return name.isEmpty() ? this : new Place(path, name.substring(name.lastIndexOf('.') + 1), goPath);
        }

        private static String join(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    private final boolean builtin;
    private final List<String> unknown = new ArrayList<>();

    private Decoder(boolean builtin) {
        this.builtin = builtin;
    }

    /** The decoded object. Paths of fields that the type does not have are added to {@code unknown}. */
    public static ObjectNode decode(MapType type, JsonNode value, boolean builtin, List<String> unknown) {
        Decoder walk = new Decoder(builtin);
        ObjectNode out = walk.map(new Place("", "", ""), type, value);
        unknown.addAll(walk.unknown);
        return out;
    }

    private JsonNode value(Place place, Type type, JsonNode value) {
        if (type instanceof MapType map) {
            return value.isObject() ? map(place, map, value) : wrong(place, value, goName(map));
        }
        if (type instanceof ListType list) {
            return value.isArray() ? list(place, list, value) : wrong(place, value, "[]" + goName(list.item()));
        }
        return type instanceof Type.Scalar scalar ? scalar(place, scalar, value) : value;
    }

    private ObjectNode map(Place outer, MapType type, JsonNode value) {
        ObjectNode out = Json.object();
        Place place = outer.in(type);
        boolean struct = builtin && !type.name().isEmpty();
        value.properties().forEach(entry -> {
            String name = entry.getKey();
            Place below = place.field(name, !type.fields().isEmpty());
            Type fieldType = type.typeOf(name);
            if (fieldType == null) {
                unknown.add(below.path());
            } else if (!entry.getValue().isNull()) {
                JsonNode decoded = value(below, fieldType, entry.getValue());
                if (!struct || !dropped(type.fields().get(name), decoded)) {
                    out.set(name, decoded);
                }
            } else if (!builtin) {
                out.set(name, entry.getValue());
            } else if (type.fields().isEmpty()) {
                out.set(name, zero(fieldType)); // in a plain map, null is the empty value
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

    private ArrayNode list(Place place, ListType type, JsonNode value) {
        ArrayNode out = Json.array();
        for (int i = 0; i < value.size(); i++) {
            out.add(value.get(i).isNull() ? value.get(i) : value(place.item(i), type.item(), value.get(i)));
        }
        return out;
    }

    private JsonNode scalar(Place place, Type.Scalar type, JsonNode value) {
        boolean fits =
                switch (type) {
                    case STRING, TIME, MICRO_TIME, BYTES -> value.isTextual();
                    case BOOLEAN -> value.isBoolean();
                    // Go reads 3.0 into an integer, never 3.5.
                    case INTEGER ->
                        value.isNumber()
                                && value.decimalValue().stripTrailingZeros().scale() <= 0;
                    default -> true;
                };
        if (!fits) {
            return wrong(place, value, Scalars.goName(type));
        }
        return builtin ? Scalars.canonical(type, value) : value;
    }

    private JsonNode wrong(Place place, JsonNode value, String wanted) {
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
        throw new DecodeException("json: cannot unmarshal " + got + " into Go struct field " + place.struct() + "."
                + place.goPath() + " of type " + wanted);
    }

    private static String goName(Type type) {
        if (type instanceof MapType map) {
            return map.name().isEmpty()
                    ? "map[string]" + goName(map.typeOf(""))
                    : map.name().substring(map.name().indexOf('.') + 1);
        }
        return type instanceof Type.Scalar scalar ? Scalars.goName(scalar) : "string";
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
        return field.presence() == Presence.DROP_ZERO && Scalars.isZero(value);
    }

    private JsonNode zero(Type type) {
        return type instanceof MapType struct && !struct.name().isEmpty()
                ? map(new Place("", "", ""), struct, Json.object())
                : Scalars.zero(type);
    }
}
