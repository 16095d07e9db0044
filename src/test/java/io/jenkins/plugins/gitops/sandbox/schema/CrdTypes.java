package io.jenkins.plugins.gitops.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Field;
import io.jenkins.plugins.gitops.sandbox.schema.MapType.Presence;
import java.util.ArrayList;
import java.util.List;

/** The type of a custom resource from its {@code openAPIV3Schema}, with the {@code x-kubernetes-} extensions. */
public final class CrdTypes {

    private CrdTypes() {}

    /** The whole object: what the schema says, and the metadata that every object has. */
    public static MapType object(JsonNode schema) {
        MapType out = struct(schema);
        out.describe(schema);
        for (String name : List.of("apiVersion", "kind")) {
            out.add(name, optional(Type.Scalar.STRING));
        }
        out.add("metadata", optional(BuiltinTypes.objectMeta()));
        return out;
    }

    private static Type type(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return Type.Scalar.INT_OR_STRING;
        }
        return switch (Json.text(schema, "type")) {
            case "object" -> struct(schema);
            case "array" -> list(schema);
            case "string" -> Type.Scalar.STRING;
            case "integer" -> Type.Scalar.INTEGER;
            case "number" -> Type.Scalar.NUMBER;
            case "boolean" -> Type.Scalar.BOOLEAN;
            default -> Type.Any.GRANULAR;
        };
    }

    private static MapType struct(JsonNode schema) {
        MapType out =
                MapType.struct("", Json.text(schema, "x-kubernetes-map-type").equals("atomic"));
        schema.path("properties").properties().forEach(entry -> {
            out.add(entry.getKey(), optional(type(entry.getValue())));
            if (entry.getValue().has("default")) {
                out.addDefault(entry.getKey(), entry.getValue().get("default"));
            }
        });
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isObject()) {
            out.allowUnknown(type(additional));
        } else if (additional.asBoolean()
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            out.allowUnknown(Type.Any.GRANULAR);
        }
        if (schema.path("x-kubernetes-embedded-resource").asBoolean()) {
            out.add("apiVersion", optional(Type.Scalar.STRING));
            out.add("kind", optional(Type.Scalar.STRING));
            out.add("metadata", optional(BuiltinTypes.objectMeta()));
        }
        return out;
    }

    private static ListType list(JsonNode schema) {
        Type item = type(schema.path("items"));
        return switch (Json.text(schema, "x-kubernetes-list-type")) {
            case "set" -> new ListType(item, ListType.Kind.SET, List.of(), null);
            case "map" -> {
                List<String> keys = new ArrayList<>();
                schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
                yield new ListType(item, ListType.Kind.MAP, List.copyOf(keys), null);
            }
            default -> ListType.atomic(item);
        };
    }

    private static Field optional(Type type) {
        return new Field(type, Presence.OPTIONAL, null);
    }
}
