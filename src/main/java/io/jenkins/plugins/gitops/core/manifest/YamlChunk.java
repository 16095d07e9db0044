package io.jenkins.plugins.gitops.core.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of one document of a YAML stream. Streams are cut as Kubernetes' own tools cut them: at lines that begin
 * with {@code ---}, after which only a comment may stand (apimachinery, {@code util/yaml/decoder.go}).
 *
 * @param number the document's number, from 1; white space and comments before the first separator are no document
 * @param firstLine the line of the file on which the text begins, from 1
 * @param text the text, without separators
 */
record YamlChunk(int number, int firstLine, String text) {
    private static final String SEPARATOR = "---";

    /** @return the documents that have content */
    static List<YamlChunk> split(String text, String file) {
        List<YamlChunk> chunks = new ArrayList<>();
        int number = 1;
        int start = 0;
        int firstLine = 1;
        int line = 0;
        boolean content = false;
        boolean separated = false;
        for (int at = 0; at < text.length(); ) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline + 1;
            line++;
            if (text.startsWith(SEPARATOR, at)) {
                requireNothingButComment(text.substring(at + SEPARATOR.length(), end), new Origin(file, number, line));
                if (content) {
                    chunks.add(new YamlChunk(number, firstLine, text.substring(start, at)));
                }
                if (content || separated) {
                    number++;
                }
                separated = true;
                content = false;
                start = end;
                firstLine = line + 1;
            } else if (!content && hasContent(text, at, end)) {
                refuseDirective(text, at, new Origin(file, number, line));
                content = true;
            }
            at = end;
        }
        if (content) {
            chunks.add(new YamlChunk(number, firstLine, text.substring(start)));
        }
        return chunks;
    }

    private static boolean hasContent(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c != '#';
            }
        }
        return false;
    }

    private static void requireNothingButComment(String rest, Origin origin) {
        String trimmed = rest.strip();
        if (!trimmed.isEmpty() && trimmed.charAt(0) != '#') {
            throw new ManifestException(
                    origin,
                    "after the separator '---' only a comment may stand; put '" + trimmed + "' on the next line");
        }
    }

    private static void refuseDirective(String text, int at, Origin origin) {
        if (text.charAt(at) == '%') {
            throw new ManifestException(
                    origin, "YAML directives are not supported by Kubernetes tools; remove the line");
        }
    }
}
