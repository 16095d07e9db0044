package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One step of a path into an object: a field, the item of a keyed list, or the item of a set. Order and spelling are
 * those of structured-merge-diff, so that {@code managedFields} look as the API server's do.
 *
 * @param field a field name, or null
 * @param key the key fields of a list item, by name, or null
 * @param value the item of a set, or null
 */
public record PathElement(String field, Map<String, JsonNode> key, JsonNode value) implements Comparable<PathElement> {

    public static PathElement field(String name) {
        return new PathElement(name, null, null);
    }

    public static PathElement key(Map<String, JsonNode> key) {
        return new PathElement(null, new TreeMap<>(key), null);
    }

    public static PathElement value(JsonNode value) {
        return new PathElement(null, null, value);
    }

    /** Reads the FieldsV1 spelling; null for a form that we do not know, which the server skips too. */
    static PathElement parse(String text) {
        String rest = text.length() < 2 ? "" : text.substring(2);
        return switch (text.length() < 2 ? "" : text.substring(0, 2)) {
            case "f:" -> field(rest);
            case "v:" -> value(Json.parse(rest));
            case "k:" -> {
                Map<String, JsonNode> key = new TreeMap<>();
                Json.parse(rest).properties().forEach(e -> key.put(e.getKey(), e.getValue()));
                yield key(key);
            }
            default -> null;
        };
    }

    /** The FieldsV1 spelling: {@code f:spec}, {@code k:{"name":"a"}}, {@code v:"x"}. */
    String encode() {
        if (field != null) {
            return "f:" + field;
        }
        if (key != null) {
            return "k:" + Json.write(Json.object().setAll(key));
        }
        return "v:" + Json.write(value);
    }

    /** The spelling of messages: {@code .spec}, {@code [name="a"]}, {@code [="x"]}. */
    @Override
    public String toString() {
        if (field != null) {
            return "." + field;
        }
        if (key != null) {
            return key.entrySet().stream()
                    .map(e -> e.getKey() + "=" + Json.write(e.getValue()))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return "[=" + Json.write(value) + "]";
    }

    @Override
    public int compareTo(PathElement other) {
        if (field != null || other.field != null) {
            return field == null ? 1 : other.field == null ? -1 : field.compareTo(other.field);
        }
        if (key != null || other.key != null) {
            return key == null ? 1 : other.key == null ? -1 : compareKeys(key, other.key);
        }
        return compareValues(value, other.value);
    }

    private static int compareKeys(Map<String, JsonNode> a, Map<String, JsonNode> b) {
        List<String> left = new ArrayList<>(a.keySet());
        List<String> right = new ArrayList<>(b.keySet());
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int byName = left.get(i).compareTo(right.get(i));
            int order = byName != 0 ? byName : compareValues(a.get(left.get(i)), b.get(right.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    // Numbers before strings before booleans before the rest, as value.Compare has it.
    private static int compareValues(JsonNode a, JsonNode b) {
        int byKind = Integer.compare(rank(a), rank(b));
        if (byKind != 0) {
            return byKind;
        }
        return switch (rank(a)) {
            case 0 -> a.decimalValue().compareTo(b.decimalValue());
            case 1 -> a.textValue().compareTo(b.textValue());
            case 2 -> Boolean.compare(a.booleanValue(), b.booleanValue());
            default -> Json.write(Json.sorted(a)).compareTo(Json.write(Json.sorted(b)));
        };
    }

    private static int rank(JsonNode node) {
        return node.isNumber() ? 0 : node.isTextual() ? 1 : node.isBoolean() ? 2 : 3;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathElement that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return field != null ? field.hashCode() : encode().hashCode();
    }
}
