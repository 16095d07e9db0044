package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;

/** RFC 6902. What cannot be done is an {@link IllegalArgumentException}. */
final class JsonPatch {

    private JsonPatch() {}

    static JsonNode apply(JsonNode target, JsonNode patch) {
        JsonNode out = target.deepCopy();
        for (JsonNode step : patch) {
            List<String> path = pointer(Json.text(step, "path"));
            switch (Json.text(step, "op")) {
                case "add" -> add(out, path, step.get("value"));
                case "remove" -> remove(out, path);
                case "replace" -> {
                    remove(out, path);
                    add(out, path, step.get("value"));
                }
                case "move" -> add(out, path, remove(out, pointer(Json.text(step, "from"))));
                case "copy" ->
                    add(out, path, find(out, pointer(Json.text(step, "from"))).deepCopy());
                case "test" -> {
                    if (!Json.same(find(out, path), step.path("value"))) {
                        throw new IllegalArgumentException(
                                "testing value " + Json.text(step, "path") + " failed: test failed");
                    }
                }
                default -> throw new IllegalArgumentException("Unexpected kind: " + Json.text(step, "op"));
            }
        }
        return out;
    }

    private static List<String> pointer(String text) {
        List<String> out = new ArrayList<>();
        for (String step : text.substring(Math.min(1, text.length())).split("/", -1)) {
            out.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return out;
    }

    private static JsonNode find(JsonNode node, List<String> path) {
        JsonNode here = node;
        for (String step : path) {
            here = here.isArray() ? here.path(index(here, step, false)) : here.path(step);
        }
        return here;
    }

    private static void add(JsonNode root, List<String> path, JsonNode value) {
        JsonNode parent = parent(root, path);
        String last = path.get(path.size() - 1);
        if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : index(array, last, true), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static JsonNode remove(JsonNode root, List<String> path) {
        JsonNode parent = parent(root, path);
        String last = path.get(path.size() - 1);
        JsonNode removed = parent instanceof ArrayNode array
                ? array.remove(index(array, last, false))
                : ((ObjectNode) parent).remove(last);
        if (removed == null) {
            throw new IllegalArgumentException(
                    "remove operation does not apply: doc is missing path: \"/" + String.join("/", path) + "\"");
        }
        return removed;
    }

    private static JsonNode parent(JsonNode root, List<String> path) {
        JsonNode parent = find(root, path.subList(0, path.size() - 1));
        if (!parent.isContainerNode()) {
            throw new IllegalArgumentException(
                    "add operation does not apply: doc is missing path: \"/" + String.join("/", path) + "\"");
        }
        return parent;
    }

    private static int index(JsonNode array, String text, boolean orEnd) {
        int limit = array.size() - (orEnd ? 0 : 1);
        if (!text.matches("\\d+") || Integer.parseInt(text) > limit) {
            throw new IllegalArgumentException("Unable to access invalid index: " + text);
        }
        return Integer.parseInt(text);
    }
}
