package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A JSON patch (RFC 6902): operations that are done in their order, all or none. */
final class JsonPatch {
    private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
    private static final Set<String> WITH_FROM = Set.of("move", "copy");
    private static final String END = "-";

    private final List<Operation> operations;

    private record Operation(String name, JsonPointer path, JsonPointer from, JsonNode value, String place) {}

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    /**
     * @param list the operations
     * @param place where they were written, for messages
     * @throws GitOpsException when one of them is none
     */
    static JsonPatch of(JsonNode list, String place) {
        List<Operation> operations = new ArrayList<>();
        for (JsonNode json : list) {
            operations.add(operation(json, place + ", operation " + (operations.size() + 1)));
        }
        return new JsonPatch(operations);
    }

    private static Operation operation(JsonNode json, String place) {
        String name = Json.text(json, "op");
        boolean value = WITH_VALUE.contains(name);
        boolean from = WITH_FROM.contains(name);
        if (!value && !from && !name.equals("remove")) {
            throw new GitOpsException(
                    place + ": \"op\" must be add, remove, replace, move, copy or test, not \"" + name + "\"");
        }
        if (value && !json.has("value")) {
            throw new GitOpsException(place + ": \"value\" is missing");
        }
        return new Operation(
                name,
                pointer(json, "path", place),
                from ? pointer(json, "from", place) : null,
                json.get("value"),
                place);
    }

    private static JsonPointer pointer(JsonNode json, String field, String place) {
        String text = Json.text(json, field);
        if (!text.startsWith("/")) {
            throw new GitOpsException(
                    place + ": \"" + field + "\" must be a JSON pointer such as /spec/replicas, not \"" + text + "\"");
        }
        return JsonPointer.compile(text);
    }

    /** @throws GitOpsException when an operation cannot be done; the object is half changed then */
    void apply(ObjectNode object) {
        operations.forEach(operation -> apply(operation, object));
    }

    private static void apply(Operation operation, ObjectNode object) {
        switch (operation.name()) {
            case "add" -> add(operation, object, operation.value().deepCopy());
            case "remove" -> remove(operation, object, operation.path());
            case "replace" -> {
                existing(operation, object, operation.path());
                set(object.at(operation.path().head()), operation.path().last(), operation.value());
            }
            case "move" -> {
                JsonNode moved = existing(operation, object, operation.from());
                remove(operation, object, operation.from());
                add(operation, object, moved);
            }
            case "copy" ->
                add(
                        operation,
                        object,
                        existing(operation, object, operation.from()).deepCopy());
            default -> test(operation, object);
        }
    }

    private static void test(Operation operation, ObjectNode object) {
        if (!existing(operation, object, operation.path()).equals(operation.value())) {
            throw new GitOpsException(operation.place() + ": " + operation.path() + " is not "
                    + Json.write(operation.value()) + ", as the patch expects");
        }
    }

    private static JsonNode existing(Operation operation, JsonNode object, JsonPointer path) {
        JsonNode found = object.at(path);
        if (found.isMissingNode()) {
            throw new GitOpsException(operation.place() + ": there is no " + path);
        }
        return found;
    }

    private static void add(Operation operation, ObjectNode object, JsonNode value) {
        JsonNode parent = existing(operation, object, operation.path().head());
        JsonPointer last = operation.path().last();
        if (parent instanceof ArrayNode list) {
            boolean end = last.getMatchingProperty().equals(END);
            int index = end ? list.size() : last.getMatchingIndex();
            if (index < 0 || index > list.size()) {
                throw new GitOpsException(operation.place() + ": the list has no place " + operation.path());
            }
            list.insert(index, value);
        } else if (parent instanceof ObjectNode map) {
            map.set(last.getMatchingProperty(), value);
        } else {
            throw new GitOpsException(
                    operation.place() + ": " + operation.path().head() + " is neither a map nor a list");
        }
    }

    private static void remove(Operation operation, ObjectNode object, JsonPointer path) {
        existing(operation, object, path);
        JsonNode parent = object.at(path.head());
        if (parent instanceof ArrayNode list) {
            list.remove(path.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).remove(path.last().getMatchingProperty());
        }
    }

    private static void set(JsonNode parent, JsonPointer last, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            list.set(last.getMatchingIndex(), value.deepCopy());
        } else {
            ((ObjectNode) parent).set(last.getMatchingProperty(), value.deepCopy());
        }
    }
}
