package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The few tree operations that the sandbox needs. Everything in it is a Jackson tree; there are no typed objects. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    // Jackson says IntNode(1) != LongNode(1) != DoubleNode(1.0); the API server compares numbers by value.
    private static final Comparator<JsonNode> BY_VALUE = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Parses JSON; of duplicate keys the last wins, as in the API server's non-strict decoder. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    public static String write(JsonNode node) {
        return print(MAPPER, node);
    }

    public static String pretty(JsonNode node) {
        return print(PRETTY, node);
    }

    private static String print(JsonMapper mapper, JsonNode node) {
        try {
            return mapper.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Equality by value: the order of fields and the Java type of a number do not matter. */
    public static boolean same(JsonNode a, JsonNode b) {
        return a == b || (a != null && b != null && a.equals(BY_VALUE, b));
    }

    /** An integer as the smallest Jackson node, the one that the parser would have made. */
    public static JsonNode number(long value) {
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    public static JsonNode number(BigInteger value) {
        return value.bitLength() < 64 ? number(value.longValueExact()) : JsonNodeFactory.instance.numberNode(value);
    }

    /** The node at a path of field names; a missing node when there is none. */
    public static JsonNode at(JsonNode node, String... path) {
        JsonNode here = node;
        for (String name : path) {
            here = here.path(name);
        }
        return here;
    }

    public static String text(JsonNode node, String... path) {
        return at(node, path).asText("");
    }

    /** The object at a path, created where it is absent. */
    public static ObjectNode child(ObjectNode node, String... path) {
        ObjectNode here = node;
        for (String name : path) {
            here = here.get(name) instanceof ObjectNode existing ? existing : here.putObject(name);
        }
        return here;
    }

    /** The same tree with the fields of every object in alphabetical order. */
    public static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(e -> fields.put(e.getKey(), sorted(e.getValue())));
            return object().setAll(fields);
        }
        if (node.isArray()) {
            ArrayNode out = array();
            node.forEach(item -> out.add(sorted(item)));
            return out;
        }
        return node;
    }
}
