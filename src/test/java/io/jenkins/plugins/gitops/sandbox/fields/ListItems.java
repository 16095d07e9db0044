package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import java.util.Map;
import java.util.TreeMap;

/** How the items of an associative list are told apart. */
final class ListItems {

    private ListItems() {}

    /** The path element of an item, or the reason why it has none, as an {@link IllegalArgumentException}. */
    static PathElement element(ListType list, JsonNode item) {
        if (list.kind() == ListType.Kind.SET) {
            if (item.isObject()) {
                throw new IllegalArgumentException("associative list without keys has an element that's a map type");
            }
            if (item.isArray()) {
                throw new IllegalArgumentException("not supported: associative list with lists as elements");
            }
            if (item.isNull()) {
                throw new IllegalArgumentException(
                        "associative list without keys has an element that's an explicit null");
            }
            return PathElement.value(item);
        }
        if (item.isNull()) {
            throw new IllegalArgumentException("associative list with keys may not have a null element");
        }
        if (!item.isObject()) {
            throw new IllegalArgumentException("associative list with keys may not have non-map elements");
        }
        Map<String, JsonNode> key = new TreeMap<>();
        for (String name : list.keys()) {
            JsonNode value = item.get(name);
            if (value == null && list.item() instanceof MapType struct && struct.declares(name)) {
                value = struct.fields().get(name).asKey();
            }
            if (value != null) {
                key.put(name, value);
            }
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException("associative list with keys has an element that omits all key fields "
                    + quoted(list) + " (and doesn't have default values for any key fields)");
        }
        return PathElement.key(key);
    }

    private static String quoted(ListType list) {
        return "[\"" + String.join("\" \"", list.keys()) + "\"]";
    }
}
