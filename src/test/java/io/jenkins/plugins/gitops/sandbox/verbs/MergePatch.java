package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.HashSet;
import java.util.Set;

/** RFC 7386, and the strategic merge patch of the built-in kinds, which also merges lists. */
final class MergePatch {

    private static final String ORDER = "$setElementOrder/";

    private MergePatch() {}

    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode out = target != null && target.isObject() ? target.deepCopy() : Json.object();
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                out.remove(entry.getKey());
            } else {
                out.set(entry.getKey(), merge(out.get(entry.getKey()), entry.getValue()));
            }
        });
        return out;
    }

    /** With the directives {@code $patch}, {@code $deleteFromPrimitiveList}, {@code $setElementOrder}, {@code $retainKeys}. */
    static JsonNode strategic(Type type, JsonNode target, JsonNode patch) {
        if (patch.isArray() && type instanceof ListType list && list.patchKey() != null) {
            return list(list, target instanceof ArrayNode array ? array : Json.array(), patch);
        }
        if (!patch.isObject()) {
            return patch;
        }
        if (Json.text(patch, "$patch").equals("replace")) {
            ObjectNode out = patch.deepCopy();
            out.remove("$patch");
            return out;
        }
        ObjectNode out = target != null && target.isObject() ? target.deepCopy() : Json.object();
        retain(out, patch.get("$retainKeys"));
        patch.properties().forEach(entry -> field(type, out, entry.getKey(), entry.getValue()));
        patch.properties().forEach(entry -> {
            if (entry.getKey().startsWith(ORDER)) {
                order(type, target, out, entry.getKey().substring(ORDER.length()), entry.getValue());
            }
        });
        return out;
    }

    private static void field(Type type, ObjectNode out, String name, JsonNode value) {
        if (name.startsWith("$deleteFromPrimitiveList/")) {
            ArrayNode kept = Json.array();
            String field = name.substring(name.indexOf('/') + 1);
            out.path(field).forEach(item -> {
                if (!contains(value, item)) {
                    kept.add(item);
                }
            });
            out.set(field, kept);
        } else if (name.startsWith("$")) {
            return; // dealt with before or after
        } else if (value.isNull()) {
            out.remove(name);
        } else {
            Type below = type instanceof MapType map ? map.typeOf(name) : null;
            out.set(name, strategic(below, out.get(name), value));
        }
    }

    private static JsonNode list(ListType type, ArrayNode target, JsonNode patch) {
        ArrayNode out = target.deepCopy();
        for (JsonNode item : patch) {
            String directive = Json.text(item, "$patch");
            if (directive.equals("replace") && item.size() == 1) {
                out.removeAll();
                continue;
            }
            int index = indexOf(type, out, item);
            if (directive.equals("delete")) {
                if (index >= 0) {
                    out.remove(index);
                }
            } else if (index >= 0) {
                out.set(index, strategic(type.item(), out.get(index), item));
            } else {
                out.add(strategic(type.item(), null, item));
            }
        }
        return ListOrder.of(type.patchKey(), out, patch, target);
    }

    private static void order(Type type, JsonNode target, ObjectNode out, String field, JsonNode order) {
        Type list = type instanceof MapType map ? map.typeOf(field) : null;
        if (list instanceof ListType known && known.patchKey() != null && out.get(field) instanceof ArrayNode items) {
            out.set(field, ListOrder.of(known.patchKey(), items, order, target == null ? null : target.get(field)));
        }
    }

    private static int indexOf(ListType type, ArrayNode list, JsonNode item) {
        for (int i = 0; i < list.size(); i++) {
            boolean same = type.patchKey().isEmpty()
                    ? Json.same(list.get(i), item)
                    : Json.same(list.get(i).path(type.patchKey()), item.path(type.patchKey()));
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private static void retain(ObjectNode out, JsonNode keys) {
        if (keys != null) {
            Set<String> names = new HashSet<>();
            keys.forEach(key -> names.add(key.asText()));
            out.retain(names);
        }
    }

    private static boolean contains(JsonNode list, JsonNode item) {
        for (JsonNode other : list) {
            if (Json.same(other, item)) {
                return true;
            }
        }
        return false;
    }
}
