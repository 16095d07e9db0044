package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;
import java.util.Map;

/** One document while it is read: its tree so far, and the line on which each map in it begins. */
final class ParsedDocument {
    private final String file;
    private final int number;
    private final Map<JsonNode, Integer> lines = new IdentityHashMap<>();
    private JsonNode root;
    private int line;

    /**
     * @param file the file, for messages
     * @param number the document's number in it, from 1
     */
    ParsedDocument(String file, int number) {
        this.file = file;
        this.number = number;
    }

    /** Sets the content, which begins on a line. */
    void root(JsonNode content, int firstLine) {
        root = content;
        line = firstLine;
    }

    /** @return the content; null while there is none */
    JsonNode root() {
        return root;
    }

    /** Remembers where a map begins. */
    void begins(JsonNode map, int onLine) {
        lines.putIfAbsent(map, onLine);
    }

    /** @return the place of a map, or the document's when it is not known */
    Origin origin(JsonNode map) {
        return at(lines.getOrDefault(map, line));
    }

    /** @return a line of this document */
    Origin at(int onLine) {
        return new Origin(file, number, onLine);
    }
}
