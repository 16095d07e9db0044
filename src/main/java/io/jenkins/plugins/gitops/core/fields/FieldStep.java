package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Map;

/**
 * One step of a path in {@code managedFields}: {@code f:name} is a field, <code>k:{…}</code> the list element with these
 * keys, {@code v:…} the list element with this value.
 */
public final class FieldStep {
    private static final String FIELD = "f:";
    private static final String KEYS = "k:";
    private static final String VALUE = "v:";

    private FieldStep() {}

    /** @return the step to a field of an object */
    public static String field(String name) {
        return FIELD + name;
    }

    /** @return the name of the field that a step leads to */
    public static String name(String step) {
        return step.substring(FIELD.length());
    }

    /** @return whether the step leads to a list element */
    static boolean isElement(String step) {
        return step.startsWith(KEYS) || step.startsWith(VALUE);
    }

    /** @return whether the step names this list element */
    public static boolean names(String step, JsonNode element) {
        return names(step, element, false);
    }

    /** @return whether the step names this list element of a declaration, which may leave out keys with a default */
    public static boolean isDeclaredBy(String step, JsonNode element) {
        return names(step, element, true);
    }

    /** @return what the step leads to in a live object; a missing node when it is not there */
    public static JsonNode in(JsonNode container, String step) {
        return find(container, step, false);
    }

    /** @return the same in a declaration */
    public static JsonNode declaredIn(JsonNode container, String step) {
        return find(container, step, true);
    }

    private static JsonNode find(JsonNode container, String step, boolean declared) {
        if (step.startsWith(FIELD)) {
            return container.path(step.substring(FIELD.length()));
        }
        if (container instanceof ArrayNode list) {
            for (JsonNode element : list) {
                if (names(step, element, declared)) {
                    return element;
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean names(String step, JsonNode element, boolean declared) {
        if (step.startsWith(VALUE)) {
            return same(Json.parse(step.substring(VALUE.length())), element);
        }
        if (!step.startsWith(KEYS) || !element.isObject()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> key :
                Json.parse(step.substring(KEYS.length())).properties()) {
            JsonNode value = element.path(key.getKey());
            if (!same(key.getValue(), value) && !(declared && value.isMissingNode() && isDefault(key))) {
                return false;
            }
        }
        return true;
    }

    /** Numbers are the same whatever they were read into. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    /** The one key of Kubernetes' own lists that has a default; those of others may have any. */
    private static boolean isDefault(Map.Entry<String, JsonNode> key) {
        return !key.getKey().equals("protocol") || key.getValue().asText().equals("TCP");
    }
}
