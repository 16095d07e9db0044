package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The one JSON mapper of the engine, and the few walks over untyped objects that every room needs. */
public final class Json {
    /** Exact numbers in, exact numbers out; nothing is bound to Java types. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter CANONICAL = MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private Json() {}

    /** @return an empty object */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @return the text as a tree; {@link IllegalArgumentException} when it is not JSON */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @return the tree as compact JSON, in the order of its fields */
    public static String write(JsonNode tree) {
        return tree.toString();
    }

    /**
     * Walks down object fields.
     *
     * @return the node at the path, or a missing node when any part of it is not there
     */
    public static JsonNode at(JsonNode tree, String... path) {
        JsonNode node = tree;
        for (String field : path) {
            node = node.path(field);
        }
        return node;
    }

    /** @return the text at the path, or an empty string when there is none */
    public static String text(JsonNode tree, String... path) {
        return at(tree, path).asText("");
    }

    /** @return the elements of the array at the path, or no elements */
    public static Stream<JsonNode> elements(JsonNode tree, String... path) {
        return StreamSupport.stream(at(tree, path).spliterator(), false);
    }

    /** @return the tree as compact JSON, the fields of every object sorted by name; arrays keep their order */
    public static String canonical(JsonNode tree) {
        try {
            return CANONICAL.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** @return the object with the fields of every object in it sorted by name; arrays keep their order */
    public static JsonNode sorted(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = MAPPER.createObjectNode();
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.sort(null);
            names.forEach(name -> copy.set(name, sorted(object.get(name))));
            return copy;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return tree;
    }
}
