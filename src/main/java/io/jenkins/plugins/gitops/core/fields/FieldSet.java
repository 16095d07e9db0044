package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A set of fields in the form that {@code managedFields} has ({@code FieldsV1}), with the algebra of
 * structured-merge-diff on it. The type of the object is not known here. What its rules ask of it is read from the sets
 * themselves: an element of a list is a member on its own ({@code "."}), a field of an object counts as one as soon as
 * anything below it is in the set.
 */
public final class FieldSet {
    /** No fields. */
    public static final FieldSet EMPTY = new FieldSet(Json.object());

    private static final String SELF = ".";

    private final JsonNode tree;

    /** @param tree {@code fieldsV1}, not changed by this class nor to be changed by others */
    public FieldSet(JsonNode tree) {
        this.tree = tree;
    }

    /** @return the set as {@code fieldsV1} */
    public ObjectNode json() {
        return tree.isObject() ? tree.deepCopy() : Json.object();
    }

    /** @return whether there is no field in it */
    public boolean isEmpty() {
        return tree.isEmpty();
    }

    /** @return the fields of either set */
    public FieldSet union(FieldSet other) {
        return isEmpty() ? other : other.isEmpty() ? this : new FieldSet(union(tree, other.tree));
    }

    private static JsonNode union(JsonNode one, JsonNode other) {
        if (one.isMissingNode() || other.isMissingNode()) {
            return one.isMissingNode() ? other : one;
        }
        ObjectNode both = Json.object();
        if (isMember(one) || isMember(other)) {
            both.putObject(SELF);
        }
        one.properties().forEach(step -> both.set(step.getKey(), union(step.getValue(), other.path(step.getKey()))));
        other.properties().forEach(step -> {
            if (!both.has(step.getKey())) {
                both.set(step.getKey(), step.getValue());
            }
        });
        return both.size() == 1 && both.has(SELF) ? Json.object() : both;
    }

    /**
     * Finds a field of an object in this set.
     *
     * @param field where it is in the object
     * @return the steps that lead to it; none when the set has neither the field nor anything in it
     */
    public List<String> steps(JsonNode object, JsonPointer field) {
        List<String> steps = new ArrayList<>();
        JsonNode set = tree;
        JsonNode value = object;
        for (JsonPointer rest = field; !rest.matches(); rest = rest.tail()) {
            JsonNode next =
                    value.isArray() ? value.path(rest.getMatchingIndex()) : value.path(rest.getMatchingProperty());
            String step = step(set, value, rest.getMatchingProperty(), next);
            if (step.isEmpty()) {
                return List.of();
            }
            steps.add(step);
            set = set.path(step);
            value = next;
        }
        return steps;
    }

    private static String step(JsonNode set, JsonNode container, String name, JsonNode element) {
        if (!container.isArray()) {
            String step = FieldStep.field(name);
            return set.has(step) ? step : "";
        }
        return set.properties().stream()
                .map(Map.Entry::getKey)
                .filter(step -> FieldStep.names(step, element))
                .findFirst()
                .orElse("");
    }

    /** @return the set without what the steps lead to and all that is in it */
    public FieldSet without(List<String> steps) {
        JsonNode rest = without(tree, steps);
        return rest.isMissingNode() ? EMPTY : new FieldSet(rest);
    }

    private static JsonNode without(JsonNode set, List<String> steps) {
        if (steps.isEmpty() || !set.has(steps.get(0))) {
            return steps.isEmpty() ? MissingNode.getInstance() : set;
        }
        ObjectNode copy = set.deepCopy();
        JsonNode below = without(set.path(steps.get(0)), steps.subList(1, steps.size()));
        copy.remove(steps.get(0));
        if (!below.isMissingNode()) {
            copy.set(steps.get(0), below);
        }
        return copy.isEmpty() ? MissingNode.getInstance() : copy;
    }

    /** @return the fields of this set that a declaration names */
    public FieldSet within(JsonNode declared) {
        return new FieldSet(within(tree, declared));
    }

    private static ObjectNode within(JsonNode set, JsonNode declared) {
        ObjectNode rest = Json.object();
        set.properties().forEach(step -> {
            JsonNode value = step.getKey().equals(SELF) ? declared : FieldStep.declaredIn(declared, step.getKey());
            JsonNode below = within(step.getValue(), value);
            if (!value.isMissingNode() && (isMember(step.getValue()) || !below.isEmpty())) {
                rest.set(step.getKey(), below);
            }
        });
        return rest;
    }

    /**
     * Takes the fields of this set out of an object, as the server does when a manager no longer applies them.
     *
     * @param kept the fields that somebody else owns, which stay
     * @return the object without them; a container that has lost all its content goes too
     */
    public JsonNode removeFrom(JsonNode object, FieldSet kept) {
        return remove(object, tree, kept.tree);
    }

    private static JsonNode remove(JsonNode value, JsonNode set, JsonNode kept) {
        if (value instanceof ObjectNode object) {
            ObjectNode rest = Json.object();
            object.properties().forEach(field -> {
                JsonNode left = removeStep(field.getValue(), FieldStep.field(field.getKey()), set, kept);
                if (!left.isMissingNode()) {
                    rest.set(field.getKey(), left);
                }
            });
            return rest;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode rest = Json.MAPPER.createArrayNode();
            list.forEach(element -> {
                JsonNode left = removeStep(element, step(set, list, "", element), set, kept);
                if (!left.isMissingNode()) {
                    rest.add(left);
                }
            });
            return rest;
        }
        return value;
    }

    private static JsonNode removeStep(JsonNode value, String step, JsonNode set, JsonNode kept) {
        JsonNode ours = set.path(step);
        JsonNode others = kept.path(step);
        if (ours.isMissingNode() || others.isObject() && others.isEmpty()) {
            return value;
        }
        boolean stays = FieldStep.isElement(step)
                ? !isMember(ours) || !others.isMissingNode() && isMember(others)
                : !others.isMissingNode();
        if (!stays) {
            return MissingNode.getInstance();
        }
        JsonNode left = remove(value, ours, others);
        return left.isEmpty() && !value.isEmpty() ? MissingNode.getInstance() : left;
    }

    private static boolean isMember(JsonNode set) {
        return set.isObject() && (set.isEmpty() || set.has(SELF));
    }
}
