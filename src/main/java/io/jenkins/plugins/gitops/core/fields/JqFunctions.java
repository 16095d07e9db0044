package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.RootPath;

/**
 * The functions that path expressions may call, and none beside them. They answer as jq's do, save that a value of the
 * wrong type is false rather than an error: rules are written for objects that may look otherwise tomorrow.
 */
final class JqFunctions {
    /** The paths of what its argument selects, each as a list of steps. */
    static final String PATHS = "selectedPaths";

    private static final Scope FUNCTIONS = functions();

    private JqFunctions() {}

    /** @return the functions, for one evaluation */
    static Scope scope() {
        return Scope.newChildScope(FUNCTIONS);
    }

    private static Scope functions() {
        Scope scope = Scope.newEmptyScope();
        scope.addFunction(
                PATHS,
                1,
                (in, arguments, value, path, out, version) -> arguments
                        .get(0)
                        .apply(
                                in,
                                value,
                                RootPath.getInstance(),
                                (found, at) -> {
                                    if (at == null) {
                                        throw new JsonQueryException("it selects a value and not a field");
                                    }
                                    ArrayNode steps = Json.MAPPER.createArrayNode();
                                    at.toJsonNode(steps);
                                    out.emit(steps, null);
                                },
                                true));
        scope.addFunction("select", 1, (in, arguments, value, path, out, version) -> {
            if (any(in, arguments.get(0), value)) {
                out.emit(value, path);
            }
        });
        scope.addFunction(
                "not",
                0,
                (in, arguments, value, path, out, version) -> out.emit(BooleanNode.valueOf(!isTrue(value)), null));
        quantifiers(scope);
        scope.addFunction(
                "has",
                1,
                test((value, wanted) -> wanted.isNumber()
                        ? value.isArray() && wanted.asInt() >= 0 && wanted.asInt() < value.size()
                        : value.isObject() && value.has(wanted.asText())));
        scope.addFunction("startswith", 1, texts(String::startsWith));
        scope.addFunction("endswith", 1, texts(String::endsWith));
        scope.addFunction("contains", 1, texts(String::contains));
        scope.addFunction("test", 1, texts(BoundedPattern::find));
        scope.addFunction(
                "type",
                0,
                (in, arguments, value, path, out, version) ->
                        out.emit(TextNode.valueOf(value.getNodeType().name().toLowerCase(Locale.ROOT)), null));
        scope.addFunction(
                "length",
                0,
                (in, arguments, value, path, out, version) -> out.emit(
                        IntNode.valueOf(value.isTextual() ? value.textValue().length() : value.size()), null));
        return scope;
    }

    /** {@code any} and {@code all}: over the elements, over the elements with a condition, over what is selected. */
    private static void quantifiers(Scope scope) {
        for (boolean all : List.of(false, true)) {
            String name = all ? "all" : "any";
            scope.addFunction(name, 0, (in, arguments, value, path, out, version) -> {
                boolean found = all;
                for (JsonNode element : value) {
                    found = all ? found && isTrue(element) : found || isTrue(element);
                }
                out.emit(BooleanNode.valueOf(found), null);
            });
            scope.addFunction(name, 1, (in, arguments, value, path, out, version) -> {
                boolean found = all;
                for (JsonNode element : value) {
                    boolean holds = any(in, arguments.get(0), element);
                    found = all ? found && holds : found || holds;
                }
                out.emit(BooleanNode.valueOf(found), null);
            });
            scope.addFunction(name, 2, (in, arguments, value, path, out, version) -> {
                boolean[] found = {all};
                arguments
                        .get(0)
                        .apply(
                                in,
                                value,
                                null,
                                (element, at) -> {
                                    boolean holds = any(in, arguments.get(1), element);
                                    found[0] = all ? found[0] && holds : found[0] || holds;
                                },
                                false);
                out.emit(BooleanNode.valueOf(found[0]), null);
            });
        }
    }

    private static boolean any(Scope scope, Expression condition, JsonNode value) throws JsonQueryException {
        boolean[] found = {false};
        condition.apply(scope, value, null, (result, at) -> found[0] |= isTrue(result), false);
        return found[0];
    }

    private static Function texts(BiPredicate<String, String> test) {
        return test((value, wanted) ->
                value.isTextual() && wanted.isTextual() && test.test(value.textValue(), wanted.textValue()));
    }

    private static Function test(BiPredicate<JsonNode, JsonNode> test) {
        return (scope, arguments, value, path, out, version) -> arguments
                .get(0)
                .apply(
                        scope,
                        value,
                        null,
                        (wanted, at) -> out.emit(BooleanNode.valueOf(test.test(value, wanted)), null),
                        false);
    }

    private static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }
}
