package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What differs between two states of an object, as three disjoint sets of paths: {@code Compare} of
 * structured-merge-diff.
 */
public final class Comparison {

    private FieldSet added = new FieldSet();
    private FieldSet modified = new FieldSet();
    private FieldSet removed = new FieldSet();
    private final List<PathElement> path = new ArrayList<>();

    private Comparison() {}

    public static Comparison of(Type type, JsonNode before, JsonNode after) {
        Comparison out = new Comparison();
        out.visit(type, before, after);
        return out;
    }

    /** The same without the given fields and what lies below them. */
    Comparison without(FieldSet ignored) {
        Comparison out = new Comparison();
        out.added = added.recursiveDifference(ignored);
        out.modified = modified.recursiveDifference(ignored);
        out.removed = removed.recursiveDifference(ignored);
        return out;
    }

    public FieldSet added() {
        return added;
    }

    public FieldSet modified() {
        return modified;
    }

    public FieldSet removed() {
        return removed;
    }

    /** Modified and added: what a manager who owns it would lose. */
    FieldSet changed() {
        return modified.union(added);
    }

    private void visit(Type declared, JsonNode before, JsonNode after) {
        Type type = Shapes.of(declared, before, after);
        boolean leaf = !(type instanceof MapType map && !map.isAtomic())
                && !(type instanceof ListType list && !list.isAtomic());
        if (leaf || (Shapes.isEmpty(before) && Shapes.isEmpty(after))) {
            leaf(before, after);
            return;
        }
        if (type instanceof MapType map) {
            map(map, before, after);
        } else {
            list((ListType) type, before, after);
        }
        if (before == null) {
            added.insert(path);
        } else if (after == null) {
            removed.insert(path);
        }
    }

    private void leaf(JsonNode before, JsonNode after) {
        if (before == null) {
            added.insert(path);
        } else if (after == null) {
            removed.insert(path);
        } else if (!Json.same(before, after)) {
            modified.insert(path);
        }
    }

    private void map(MapType type, JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        Shapes.names(before).forEachRemaining(names::add);
        Shapes.names(after).forEachRemaining(names::add);
        for (String name : names) {
            descend(PathElement.field(name), type.typeOf(name), Shapes.get(before, name), Shapes.get(after, name));
        }
    }

    private void list(ListType type, JsonNode before, JsonNode after) {
        Map<PathElement, List<JsonNode>> left = index(type, before);
        Map<PathElement, List<JsonNode>> right = index(type, after);
        Set<PathElement> elements = new LinkedHashSet<>(left.keySet());
        elements.addAll(right.keySet());
        for (PathElement element : elements) {
            items(type, element, left.getOrDefault(element, List.of()), right.getOrDefault(element, List.of()));
        }
    }

    // Duplicates of one key count as one atomic value.
    private void items(ListType type, PathElement element, List<JsonNode> left, List<JsonNode> right) {
        if (left.size() <= 1 && right.size() <= 1) {
            descend(element, type.item(), first(left), first(right));
        } else if (left.size() >= 2 && right.size() >= 2) {
            if (!Json.same(Json.array().addAll(left), Json.array().addAll(right))) {
                insert(modified, element);
            }
        } else if (left.size() >= 2) {
            if (!right.isEmpty()) {
                descend(element, type.item(), null, right.get(0));
            }
            insert(removed, element);
        } else {
            if (!left.isEmpty()) {
                descend(element, type.item(), left.get(0), null);
            }
            insert(added, element);
        }
    }

    private static JsonNode first(List<JsonNode> items) {
        return items.isEmpty() ? null : items.get(0);
    }

    private static Map<PathElement, List<JsonNode>> index(ListType type, JsonNode list) {
        Map<PathElement, List<JsonNode>> out = new LinkedHashMap<>();
        if (list != null) {
            for (JsonNode item : list) {
                out.computeIfAbsent(ListItems.element(type, item), e -> new ArrayList<>())
                        .add(item);
            }
        }
        return out;
    }

    private void descend(PathElement step, Type type, JsonNode before, JsonNode after) {
        path.add(step);
        visit(type == null ? Type.Any.GRANULAR : type, before, after);
        path.remove(path.size() - 1);
    }

    private void insert(FieldSet set, PathElement step) {
        path.add(step);
        set.insert(path);
        path.remove(path.size() - 1);
    }
}
