package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads one or more JSON objects, with the numbers of {@link GoNumber} and the line of every object. */
final class JsonTree {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ManifestReader.MAX_NESTING)
                    .maxStringLength(ManifestReader.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser parser;
    private final UnaryOperator<String> values;
    private ParsedDocument document;

    private JsonTree(JsonParser parser, UnaryOperator<String> values) {
        this.parser = parser;
        this.values = values;
    }

    /** @return whether kubectl would try JSON first */
    static boolean looksLikeJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    /** Reads the objects; a text that is not JSON is a {@link JsonProcessingException}. */
    static List<ParsedDocument> parse(String text, String file, UnaryOperator<String> values)
            throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonTree tree = new JsonTree(parser, values);
            List<ParsedDocument> documents = new ArrayList<>();
            while (parser.nextToken() != null) {
                ParsedDocument document = new ParsedDocument(file, documents.size() + 1);
                int line = parser.currentTokenLocation().getLineNr();
                tree.document = document;
                document.root(tree.value(), line);
                documents.add(document);
            }
            return documents;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_NUMBER_INT -> GoNumber.of(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> GoNumber.of(parser.getDoubleValue());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            default -> TextNode.valueOf(replaced(parser.getText()));
        };
    }

    private String replaced(String text) {
        try {
            return values.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ManifestException(
                    document.at(parser.currentTokenLocation().getLineNr()), e.getMessage());
        }
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = Json.object();
        document.begins(object, parser.currentTokenLocation().getLineNr());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = replaced(parser.currentName());
            parser.nextToken();
            object.set(name, value());
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = Json.MAPPER.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }
}
