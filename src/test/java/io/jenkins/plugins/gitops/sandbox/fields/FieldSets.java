package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which paths an object sets: {@code ToFieldSet} of structured-merge-diff. */
final class FieldSets {

    private final FieldSet out = new FieldSet();
    private final List<PathElement> path = new ArrayList<>();

    private FieldSets() {}

    static FieldSet of(Type type, JsonNode value) {
        FieldSets walk = new FieldSets();
        walk.visit(type, value);
        return walk.out;
    }

    private void visit(Type type, JsonNode value) {
        if (type instanceof MapType map) {
            if (map.isAtomic()) {
                out.insert(path);
            } else {
                map(map, value);
            }
        } else if (type instanceof ListType list) {
            if (list.isAtomic()) {
                out.insert(path);
            } else {
                list(list, value);
            }
        } else if (type == Type.Any.GRANULAR && value.isObject()) {
            map(MapType.of(Type.Any.GRANULAR, false), value);
        } else {
            out.insert(path);
        }
    }

    private void map(MapType type, JsonNode value) {
        value.properties().forEach(entry -> {
            JsonNode item = entry.getValue();
            descend(PathElement.field(entry.getKey()), type.typeOf(entry.getKey()), item);
            if (item.isNull() || (item.isObject() && item.isEmpty()) || !type.declares(entry.getKey())) {
                insert(PathElement.field(entry.getKey()));
            }
        });
    }

    private void list(ListType type, JsonNode value) {
        Map<PathElement, Integer> seen = new HashMap<>();
        for (JsonNode item : value) {
            seen.merge(ListItems.element(type, item), 1, Integer::sum);
        }
        for (JsonNode item : value) {
            PathElement element = ListItems.element(type, item);
            // Of an item that is there twice only the marker is owned, not its fields.
            if (seen.get(element) == 1) {
                descend(element, type.item(), item);
            }
            insert(element);
        }
    }

    private void descend(PathElement step, Type type, JsonNode value) {
        path.add(step);
        visit(type == null ? Type.Any.GRANULAR : type, value);
        path.remove(path.size() - 1);
    }

    private void insert(PathElement step) {
        path.add(step);
        out.insert(path);
        path.remove(path.size() - 1);
    }
}
