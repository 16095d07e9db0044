package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Makes one YAML document a JSON tree, from parser events, so that no Java type is ever built and every problem has a
 * line. Merge keys follow {@code goyaml.v2}: a later entry wins, be it merged or written.
 */
final class YamlTree {
    private static final LoaderOptions OPTIONS = options();

    private final YamlChunk chunk;
    private final ParsedDocument document;
    private final ExpansionBudget budget;
    private final UnaryOperator<String> values;
    private final Parser parser;
    private final Map<String, Built> anchors = new HashMap<>();
    private int line;

    /** A finished node and what an alias for it costs. */
    private record Built(JsonNode node, long weight) {}

    private YamlTree(YamlChunk chunk, ParsedDocument document, ExpansionBudget budget, UnaryOperator<String> values) {
        this.chunk = chunk;
        this.document = document;
        this.budget = budget;
        this.values = values;
        this.parser = new ParserImpl(new StreamReader(chunk.text()), OPTIONS);
        this.line = chunk.firstLine();
    }

    /**
     * @return the document, without a root when it is empty
     * @throws ManifestException when it cannot be read
     */
    static ParsedDocument parse(YamlChunk chunk, String file, ExpansionBudget budget, UnaryOperator<String> values) {
        ParsedDocument document = new ParsedDocument(file, chunk.number());
        try {
            YamlTree tree = new YamlTree(chunk, document, budget, values);
            try {
                tree.document();
            } catch (IllegalArgumentException e) {
                throw new ManifestException(document.at(tree.line), e.getMessage());
            }
        } catch (MarkedYAMLException e) {
            throw YamlProblem.of(e, chunk, document);
        } catch (ReaderException e) {
            throw YamlProblem.of(e, chunk, document);
        }
        return document;
    }

    private void document() {
        next(Event.ID.StreamStart);
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return;
        }
        next(Event.ID.DocumentStart);
        Event first = parser.peekEvent();
        int firstLine = chunk.firstLine() + first.getStartMark().getLine();
        document.root(node(0).node(), firstLine);
        next(Event.ID.DocumentEnd);
        try {
            next(Event.ID.StreamEnd);
        } catch (ParserException e) {
            line = YamlProblem.line(e.getProblemMark(), chunk);
            throw new IllegalArgumentException(
                    "content after '...' is ignored by Kubernetes tools; separate it by '---'", e);
        }
    }

    private Built node(int depth) {
        Event event = parser.getEvent();
        line = chunk.firstLine() + event.getStartMark().getLine();
        if (event instanceof AliasEvent alias) {
            return aliased(alias.getAnchor());
        }
        if (depth > ManifestReader.MAX_NESTING) {
            throw new IllegalArgumentException(
                    "maps and lists are nested more than " + ManifestReader.MAX_NESTING + " deep");
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, null);
        }
        Built built = content(event, depth);
        if (anchor != null) {
            anchors.put(anchor, built);
        }
        return built;
    }

    private Built aliased(String anchor) {
        Built target = anchors.get(anchor);
        if (target == null) {
            throw new IllegalArgumentException(
                    anchors.containsKey(anchor)
                            ? "the anchor '" + anchor + "' contains itself"
                            : "there is no anchor '" + anchor + "' before this alias");
        }
        budget.spend(target.weight());
        return target;
    }

    private Built content(Event event, int depth) {
        if (event instanceof ScalarEvent scalar) {
            String value = values.apply(scalar.getValue());
            return new Built(YamlScalar.resolve(scalar, value), 1L + value.length());
        }
        if (event instanceof SequenceStartEvent sequence) {
            YamlScalar.requireTag(sequence.getTag(), Tag.SEQ);
            return sequence(depth);
        }
        MappingStartEvent mapping = (MappingStartEvent) event;
        YamlScalar.requireTag(mapping.getTag(), Tag.MAP);
        return mapping(depth);
    }

    private Built sequence(int depth) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        long weight = 1;
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            Built element = node(depth + 1);
            array.add(element.node());
            weight += element.weight();
        }
        parser.getEvent();
        return new Built(array, weight);
    }

    private Built mapping(int depth) {
        ObjectNode map = Json.object();
        document.begins(map, line);
        Map<String, Integer> written = new HashMap<>();
        long weight = 1;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            if (isMerge(parser.peekEvent())) {
                parser.getEvent();
                Built merged = node(depth + 1);
                merge(map, merged.node());
                weight += merged.weight();
                continue;
            }
            String key = key(depth);
            int keyLine = line;
            Integer before = written.putIfAbsent(key, keyLine);
            if (before != null) {
                throw new IllegalArgumentException("the key '" + key + "' is already set on line " + before);
            }
            Built value = node(depth + 1);
            map.set(key, value.node());
            weight += key.length() + value.weight();
        }
        parser.getEvent();
        return new Built(map, weight);
    }

    private String key(int depth) {
        boolean number = parser.peekEvent() instanceof ScalarEvent scalar
                && scalar.getTag() == null
                && YamlScalar.integer(scalar.getValue()).isPresent();
        JsonNode key = node(depth + 1).node();
        if (key.isTextual() || key.isBoolean() || key.canConvertToLong() && number) {
            return key.asText();
        }
        throw new IllegalArgumentException(
                key.isContainerNode()
                        ? "a map or list cannot be a key; is this a template that was not rendered?"
                        : "the key '" + key.asText() + "' is not text; quote it");
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && (scalar.getImplicit().canOmitTagInPlainScalar()
                        || Tag.MERGE.getValue().equals(scalar.getTag()));
    }

    /** Of several maps the first wins. */
    private static void merge(ObjectNode map, JsonNode merged) {
        if (merged instanceof ObjectNode object) {
            map.setAll(object);
            return;
        }
        boolean maps = merged.isArray();
        for (Iterator<JsonNode> each = merged.elements(); maps && each.hasNext(); ) {
            maps = each.next().isObject();
        }
        if (!maps) {
            throw new IllegalArgumentException("the merge key '<<' needs a map or a list of maps");
        }
        for (int i = merged.size() - 1; i >= 0; i--) {
            map.setAll((ObjectNode) merged.get(i));
        }
    }

    private void next(Event.ID expected) {
        Event event = parser.getEvent();
        if (!event.is(expected)) {
            throw new IllegalStateException("expected " + expected + ", got " + event);
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // ManifestReader has checked the size
        return options;
    }
}
