package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Reads YAML or JSON text into manifests, with the meaning that kubectl gives it. Documents without content are
 * skipped, lists are replaced by their items. Nothing is bound to types, so unknown kinds and fields survive.
 * Where kubectl quietly drops something (duplicate keys, content after {@code ...}), this reader refuses.
 */
public final class ManifestReader {
    /** The size of one input in UTF-8. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;
    /** The documents of one input, and the objects in them. */
    public static final int MAX_DOCUMENTS = 20_000;
    /** How deep maps and lists may be nested. */
    public static final int MAX_NESTING = 100;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ManifestReader() {}

    /**
     * Reads UTF-8 bytes.
     *
     * @param bytes the content
     * @param file the file's name, for messages and {@link Origin}
     * @return the objects in the order of the text
     * @throws ManifestException when the text is not what kubectl could apply, naming the place
     */
    public static List<Manifest> read(byte[] bytes, String file) {
        return read(bytes, file, UnaryOperator.identity());
    }

    /**
     * Reads UTF-8 bytes in which values stand for others.
     *
     * @param values what becomes of the text of each key and each value before it is given its meaning; an
     *     {@link IllegalArgumentException} of it is reported with the line
     * @throws ManifestException as {@link #read(byte[], String)} does
     */
    public static List<Manifest> read(byte[] bytes, String file, UnaryOperator<String> values) {
        requireSize(bytes.length, file);
        try {
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    file,
                    values);
        } catch (CharacterCodingException e) {
            throw new ManifestException(file, "not UTF-8 text; save it as UTF-8, or leave it out of the source");
        }
    }

    /**
     * Reads text.
     *
     * @param text the content
     * @param file the file's name or what stands for it, for messages and {@link Origin}
     * @return the objects in the order of the text
     * @throws ManifestException when the text is not what kubectl could apply, naming the place
     */
    public static List<Manifest> read(String text, String file) {
        requireSize(text.length(), file);
        requireSize(text.getBytes(StandardCharsets.UTF_8).length, file);
        return parse(text, file, UnaryOperator.identity());
    }

    /**
     * Reads text that is one document and no manifest, such as a kubeconfig, by the same rules and limits.
     *
     * @return its content
     * @throws ManifestException when it cannot be read, or is not exactly one document with content
     */
    public static JsonNode readDocument(String text, String file) {
        requireSize(text.length(), file);
        List<JsonNode> roots = documents(text, file, UnaryOperator.identity()).stream()
                .map(ParsedDocument::root)
                .filter(root -> root != null && !root.isNull())
                .toList();
        if (roots.size() != 1) {
            throw new ManifestException(file, "expected one YAML document, found " + roots.size());
        }
        return roots.get(0);
    }

    private static List<Manifest> parse(String text, String file, UnaryOperator<String> values) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        ManifestCollector collector = new ManifestCollector(file);
        documents(marked ? text.substring(1) : text, file, values).forEach(collector::add);
        return collector.manifests();
    }

    private static List<ParsedDocument> documents(String text, String file, UnaryOperator<String> values) {
        if (!JsonTree.looksLikeJson(text)) {
            return yaml(text, file, values);
        }
        try {
            return JsonTree.parse(text, file, values);
        } catch (JsonProcessingException e) {
            if (file.toLowerCase(Locale.ROOT).endsWith(".json")) {
                JsonLocation at = e.getLocation();
                throw new ManifestException(
                        file + (at == null ? "" : ", line " + at.getLineNr()),
                        "not valid JSON: " + e.getOriginalMessage());
            }
            return yaml(text, file, values); // such as {kind: ConfigMap}
        }
    }

    private static List<ParsedDocument> yaml(String text, String file, UnaryOperator<String> values) {
        List<YamlChunk> chunks = YamlChunk.split(text, file);
        if (chunks.size() > MAX_DOCUMENTS) {
            throw new ManifestException(file, "more than " + MAX_DOCUMENTS + " documents; split the file");
        }
        ExpansionBudget budget = new ExpansionBudget();
        List<ParsedDocument> documents = new ArrayList<>(chunks.size());
        chunks.forEach(chunk -> documents.add(YamlTree.parse(chunk, file, budget, values)));
        return documents;
    }

    private static void requireSize(long bytes, String file) {
        if (bytes > MAX_BYTES) {
            throw new ManifestException(file, "larger than " + MAX_BYTES / (1024 * 1024) + " MiB; split it");
        }
    }
}
