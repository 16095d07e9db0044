package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;

/** Takes paths out of an object: {@code RemoveItems} of structured-merge-diff. */
final class Removal {

    private Removal() {}

    /** The value without the given paths; null when nothing is left of it. */
    static JsonNode of(Type declared, JsonNode value, FieldSet paths) {
        Type type = Shapes.of(declared, value, null);
        if (type instanceof MapType map) {
            return Shapes.isEmpty(value) || map.isAtomic() ? null : map(map, value, paths);
        }
        if (type instanceof ListType list) {
            return Shapes.isEmpty(value) || list.isAtomic() ? null : list(list, value, paths);
        }
        return value;
    }

    private static JsonNode map(MapType type, JsonNode value, FieldSet paths) {
        ObjectNode out = Json.object();
        value.properties().forEach(entry -> {
            PathElement step = PathElement.field(entry.getKey());
            if (!paths.hasMember(step)) {
                Type field = type.typeOf(entry.getKey());
                out.set(entry.getKey(), below(field, entry.getValue(), paths.below(step)));
            }
        });
        return out.isEmpty() ? null : out;
    }

    private static JsonNode list(ListType type, JsonNode value, FieldSet paths) {
        ArrayNode out = Json.array();
        for (JsonNode item : value) {
            PathElement step = ListItems.element(type, item);
            if (!paths.hasMember(step)) {
                out.add(below(type.item(), item, paths.below(step)));
            }
        }
        return out.isEmpty() ? null : out;
    }

    // A container that lost all its content stays as null, as in Go; the decoder drops it afterwards.
    private static JsonNode below(Type type, JsonNode value, FieldSet paths) {
        return paths.isEmpty() ? value : of(type == null ? Type.Any.GRANULAR : type, value, paths);
    }
}
