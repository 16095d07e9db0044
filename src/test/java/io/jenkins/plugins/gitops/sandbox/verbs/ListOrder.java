package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the items of a list stand after a strategic merge patch: those that the patch names in its order, the others
 * in the order that they had, and among each other as they stood before.
 */
final class ListOrder {

    private final String key;
    private final JsonNode before;

    private ListOrder(String key, JsonNode before) {
        this.key = key;
        this.before = before;
    }

    /**
     * @param key the merge key; empty for a list of scalars
     * @param wanted the patch, or its {@code $setElementOrder}
     * @param before the list as it was, or null
     */
    static ArrayNode of(String key, ArrayNode items, JsonNode wanted, JsonNode before) {
        return new ListOrder(key, before == null ? Json.array() : before).merge(items, wanted);
    }

    private ArrayNode merge(ArrayNode items, JsonNode wanted) {
        List<JsonNode> named = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        items.forEach(item -> (index(wanted, item) >= 0 ? named : others).add(item));
        named.sort(Comparator.comparingInt(item -> index(wanted, item)));
        others.sort(Comparator.comparingInt(item -> index(before, item)));
        ArrayNode out = Json.array();
        int o = 0;
        for (JsonNode item : named) {
            int place = index(before, item);
            while (o < others.size() && place >= 0 && isBefore(others.get(o), place)) {
                out.add(others.get(o++));
            }
            out.add(item);
        }
        out.addAll(others.subList(o, others.size()));
        return out;
    }

    private boolean isBefore(JsonNode item, int place) {
        int own = index(before, item);
        return own >= 0 && own < place;
    }

    private int index(JsonNode list, JsonNode item) {
        for (int i = 0; i < list.size(); i++) {
            boolean same = key.isEmpty()
                    ? Json.same(list.get(i), item)
                    : Json.same(list.get(i).path(key), item.path(key));
            if (same) {
                return i;
            }
        }
        return -1;
    }
}
