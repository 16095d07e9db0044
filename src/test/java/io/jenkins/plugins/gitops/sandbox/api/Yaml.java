package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML as the API server does: YAML 1.1 scalars (octal, yes/no), but timestamps stay strings. */
public final class Yaml {

    private Yaml() {}

    /** Parses one YAML or JSON document; duplicate keys are refused when {@code strict}. */
    public static JsonNode parse(String text, boolean strict) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(!strict);
        options.setCodePointLimit(16 * 1024 * 1024);
        DumperOptions dumper = new DumperOptions();
        Object value = new org.yaml.snakeyaml.Yaml(
                        new SafeConstructor(options), new Representer(dumper), dumper, options, new NoTimestamps())
                .load(text);
        return node(value);
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof java.util.Map<?, ?> map) {
            ObjectNode out = nodes.objectNode();
            map.forEach((key, item) -> out.set(String.valueOf(key), node(item)));
            return out;
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode out = nodes.arrayNode();
            list.forEach(item -> out.add(node(item)));
            return out;
        }
        if (value instanceof Integer || value instanceof Long) {
            return Json.number(((Number) value).longValue());
        }
        if (value instanceof BigInteger big) {
            return Json.number(big);
        }
        if (value instanceof Double number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }

    private static final class NoTimestamps extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }
}
