package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays an applied configuration over a live object: {@code Merge} of structured-merge-diff. */
final class Merge {

    private Merge() {}

    /** The merged value; null when nothing is left. Either side may be null, not both. */
    static JsonNode of(Type declared, JsonNode live, JsonNode applied) {
        Type type = Shapes.of(declared, live, applied);
        boolean bothEmpty = Shapes.isEmpty(live) && Shapes.isEmpty(applied);
        if (type instanceof MapType map && !map.isAtomic() && !bothEmpty) {
            return map(map, live, applied);
        }
        if (type instanceof ListType list && !list.isAtomic() && !bothEmpty) {
            return list(list, live, applied);
        }
        return applied != null ? applied : live;
    }

    private static JsonNode map(MapType type, JsonNode live, JsonNode applied) {
        Set<String> names = new LinkedHashSet<>();
        Shapes.names(live).forEachRemaining(names::add);
        Shapes.names(applied).forEachRemaining(names::add);
        ObjectNode out = Json.object();
        for (String name : names) {
            Type field = type.typeOf(name);
            JsonNode merged =
                    of(field == null ? Type.Any.GRANULAR : field, Shapes.get(live, name), Shapes.get(applied, name));
            if (merged != null) {
                out.set(name, merged);
            }
        }
        return out.isEmpty() ? null : out;
    }

    /**
     * Keeps the applied order among the applied items, and the live items where they stood relative to the shared
     * ones; items of the live list only stay.
     */
    private static JsonNode list(ListType type, JsonNode live, JsonNode applied) {
        List<PathElement> left = elements(type, live);
        List<PathElement> right = elements(type, applied);
        Map<PathElement, JsonNode> liveItems = items(left, live);
        Map<PathElement, JsonNode> appliedItems = items(right, applied);
        Deque<PathElement> shared = new ArrayDeque<>();
        right.stream().filter(liveItems::containsKey).forEach(shared::add);
        Set<PathElement> merged = new HashSet<>();
        ArrayNode out = Json.array();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            if (l < left.size() && r < right.size()) {
                PathElement element = left.get(l);
                if (element.equals(right.get(r))) {
                    merged.add(element);
                    add(out, type, liveItems.get(element), appliedItems.get(element));
                    l++;
                    r++;
                    shared.poll();
                    continue;
                }
                if (appliedItems.containsKey(element)
                        && !shared.isEmpty()
                        && !shared.peek().equals(element)) {
                    l++; // shared, but it comes later in the applied order
                    continue;
                }
            }
            if (l < left.size()) {
                PathElement element = left.get(l);
                if (!appliedItems.containsKey(element)) {
                    add(out, type, live.get(l), null);
                    l++;
                    continue;
                }
                if (merged.contains(element)) {
                    l++;
                }
            }
            if (r < right.size()) {
                PathElement element = right.get(r);
                merged.add(element);
                add(out, type, liveItems.get(element), appliedItems.get(element));
                r++;
                if (element.equals(shared.peek())) {
                    shared.poll();
                }
            }
        }
        return out.isEmpty() ? null : out;
    }

    private static void add(ArrayNode out, ListType type, JsonNode live, JsonNode applied) {
        JsonNode merged = of(type.item(), live, applied);
        if (merged != null) {
            out.add(merged);
        }
    }

    private static List<PathElement> elements(ListType type, JsonNode list) {
        List<PathElement> out = new ArrayList<>();
        if (list != null) {
            list.forEach(item -> out.add(ListItems.element(type, item)));
        }
        return out;
    }

    // A live item that is there twice is not merged with the applied one, but replaced by it.
    private static Map<PathElement, JsonNode> items(List<PathElement> elements, JsonNode list) {
        Map<PathElement, JsonNode> out = new HashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            PathElement element = elements.get(i);
            out.put(element, out.containsKey(element) ? null : list.get(i));
        }
        return out;
    }
}
