package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes manifests so that kubectl reads the same objects back; equal objects give equal text. */
public final class ManifestWriter {
    private static final List<String> FIRST_FIELDS = List.of("apiVersion", "kind", "metadata");
    private static final ObjectWriter PRETTY = Json.MAPPER.writer(printer());

    private ManifestWriter() {}

    /** @return one YAML text, a document for each manifest; the type and the metadata first, the rest as written */
    public static String yaml(List<Manifest> manifests) {
        StringBuilder text = new StringBuilder();
        for (Manifest manifest : manifests) {
            text.append(text.isEmpty() ? "" : "---\n").append(yaml(manifest.json()));
        }
        return text.toString();
    }

    /** @return one object as a YAML document without separators, ending in a line feed */
    public static String yaml(ObjectNode object) {
        return YamlText.of(typeFirst(object));
    }

    /** @return a {@code v1 List} of the manifests as indented JSON, ending in a line feed */
    public static String json(List<Manifest> manifests) {
        ObjectNode list = Json.object().put("apiVersion", "v1").put("kind", "List");
        manifests.forEach(manifest -> list.withArray("items").add(typeFirst(manifest.json())));
        if (manifests.isEmpty()) {
            list.putArray("items");
        }
        return json(list);
    }

    /** @return the tree as indented JSON, ending in a line feed */
    public static String json(JsonNode tree) {
        try {
            return PRETTY.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode typeFirst(ObjectNode object) {
        ObjectNode ordered = Json.object();
        for (String field : FIRST_FIELDS) {
            if (object.has(field)) {
                ordered.set(field, object.get(field));
            }
        }
        object.properties().forEach(field -> ordered.set(field.getKey(), field.getValue()));
        return ordered;
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return printer;
    }
}
