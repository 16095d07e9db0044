package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** Reads YAML as the API server does, with the scalars of {@link GoScalars}. */
public final class Yaml {

    private Yaml() {}

    /**
     * Parses one YAML or JSON document; duplicate keys are refused when {@code strict}. What cannot be read is an
     * {@link IllegalArgumentException}, for duplicate keys in the server's words.
     */
    public static JsonNode parse(String text, boolean strict) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(!strict);
        options.setWarnOnDuplicateKeys(false);
        options.setCodePointLimit(16 * 1024 * 1024);
        DumperOptions dumper = new DumperOptions();
        try {
            return node(new org.yaml.snakeyaml.Yaml(
                            GoScalars.constructor(options),
                            new Representer(dumper),
                            dumper,
                            options,
                            GoScalars.resolver())
                    .load(text));
        } catch (MarkedYAMLException e) {
            String problem = String.valueOf(e.getProblem());
            if (problem.startsWith("found duplicate key ")) {
                throw new IllegalArgumentException(
                        "yaml: unmarshal errors:\n  line " + (e.getProblemMark().getLine() + 1) + ": key \""
                                + problem.substring("found duplicate key ".length()) + "\" already set in map",
                        e);
            }
            throw new IllegalArgumentException("yaml: " + problem, e);
        }
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Map<?, ?> map) {
            ObjectNode out = nodes.objectNode();
            map.forEach((key, item) -> out.set(String.valueOf(key), node(item)));
            return out;
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode out = nodes.arrayNode();
            list.forEach(item -> out.add(node(item)));
            return out;
        }
        if (value instanceof BigInteger number) {
            return Json.number(number);
        }
        if (value instanceof Double number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }
}
