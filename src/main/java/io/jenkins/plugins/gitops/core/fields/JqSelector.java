package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Fields by a path expression of jq, in the part of the language that {@link JqSyntax} lets pass. A step that does not
 * fit the object selects nothing, as if each were written with {@code ?}.
 */
final class JqSelector implements FieldSelector {
    /** The most fields that one expression may select in one object. */
    static final int MOST_FIELDS = 10_000;

    private final ObjectPattern objects;
    private final String expression;
    private final JsonQuery paths;

    private JqSelector(ObjectPattern objects, String expression, JsonQuery paths) {
        this.objects = objects;
        this.expression = expression;
        this.paths = paths;
    }

    /** @throws IllegalArgumentException when the text is no path expression, or one that is not allowed */
    static JqSelector of(ObjectPattern objects, String expression) {
        String checked = JqSyntax.check(expression);
        try {
            return new JqSelector(
                    objects, expression, JsonQuery.compile(JqFunctions.PATHS + "(" + checked + ")", Versions.JQ_1_6));
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException(
                    "\"" + expression + "\" is not a jq path expression: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    @Override
    public boolean matches(ResourceKey key) {
        return objects.matches(key);
    }

    /** @throws GitOpsException when it selects too many fields, or something that is no field */
    @Override
    public List<JsonPointer> select(JsonNode object) {
        List<JsonPointer> found = new ArrayList<>();
        try {
            paths.apply(JqFunctions.scope(), object, path -> {
                if (found.size() == MOST_FIELDS) {
                    throw new JsonQueryException("it selects more than " + MOST_FIELDS + " fields");
                }
                found.add(pointer((ArrayNode) path, object));
            });
        } catch (JsonQueryException e) {
            throw new GitOpsException(
                    "the rule for " + objects + " cannot be followed: " + expression + ": " + e.getMessage(), e);
        }
        return found.stream()
                .filter(pointer -> !object.at(pointer).isMissingNode())
                .distinct()
                .toList();
    }

    private static JsonPointer pointer(ArrayNode path, JsonNode object) {
        StringBuilder text = new StringBuilder();
        JsonNode at = object;
        for (JsonNode step : path) {
            // An index may be written from the end.
            String name =
                    step.isNumber() && step.asInt() < 0 ? Integer.toString(at.size() + step.asInt()) : step.asText();
            at = at.isArray() ? at.path(step.asInt() < 0 ? at.size() + step.asInt() : step.asInt()) : at.path(name);
            text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return JsonPointer.compile(text.toString());
    }

    @Override
    public String toString() {
        return objects + ":" + expression;
    }
}
