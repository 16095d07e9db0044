package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON tree as YAML in block style. Text is written without quotes only when every YAML reader, of version 1.1 or
 * 1.2, must take it for text, and as a literal block when it has several lines that such a block can hold.
 */
final class YamlText {
    /** Begins like a word or a path; inside a block, only {@code ": "} and {@code " #"} could end it early. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/](?:(?!: | #)[ -~])*(?<![: ])");
    /** Lines that need no escape and do not begin with white space that would count as indentation. */
    private static final Pattern LITERAL =
            Pattern.compile("(?!\\s)[\\n\\t[^\\p{Cc}\\p{Cs}\\p{Cn}\\u2028\\u2029\\uFEFF]]*");
    /** Readers take only so much for a key without the {@code ?} sign. */
    private static final int LONGEST_SIMPLE_KEY = 120;

    private static final String INDENTATION = "  ";

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** @return the object, ending in a line feed */
    static String of(ObjectNode object) {
        YamlText yaml = new YamlText();
        yaml.map(object, "");
        return yaml.text.toString();
    }

    private void map(ObjectNode map, String indentation) {
        if (map.isEmpty()) {
            text.append("{}\n");
            return;
        }
        String before = "";
        for (Map.Entry<String, JsonNode> field : map.properties()) {
            text.append(before);
            before = indentation;
            key(field.getKey(), indentation);
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode inner && !inner.isEmpty()) {
                text.append('\n').append(indentation).append(INDENTATION);
                map(inner, indentation + INDENTATION);
            } else if (value instanceof ArrayNode inner && !inner.isEmpty()) {
                text.append('\n').append(indentation);
                list(inner, indentation);
            } else {
                text.append(' ');
                value(value, indentation + INDENTATION);
            }
        }
    }

    private void key(String key, String indentation) {
        String written = scalar(key);
        if (written.length() > LONGEST_SIMPLE_KEY) {
            text.append("? ").append(written).append('\n').append(indentation).append(':');
        } else {
            text.append(written).append(':');
        }
    }

    private void list(ArrayNode list, String indentation) {
        if (list.isEmpty()) {
            text.append("[]\n");
            return;
        }
        String before = "";
        for (JsonNode element : list) {
            text.append(before).append("- ");
            before = indentation;
            value(element, indentation + INDENTATION);
        }
    }

    private void value(JsonNode value, String indentation) {
        if (value instanceof ObjectNode map) {
            map(map, indentation);
        } else if (value instanceof ArrayNode list) {
            list(list, indentation);
        } else if (!value.isTextual()) {
            text.append(value.asText()).append('\n');
        } else if (isLiteral(value.textValue())) {
            literal(value.textValue(), indentation);
        } else {
            text.append(scalar(value.textValue())).append('\n');
        }
    }

    private static boolean isLiteral(String value) {
        return value.indexOf('\n') >= 0 && LITERAL.matcher(value).matches();
    }

    private void literal(String value, String indentation) {
        boolean ends = value.endsWith("\n");
        text.append(!ends ? "|-" : value.endsWith("\n\n") ? "|+" : "|").append('\n');
        String body = ends ? value.substring(0, value.length() - 1) : value;
        for (String line : body.split("\n", -1)) {
            text.append(line.isEmpty() ? "" : indentation).append(line).append('\n');
        }
    }

    private static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && YamlScalar.plain(value).isTextual()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
                if (isPrintable(c)) {
                    quoted.appendCodePoint(c);
                } else {
                    quoted.append(String.format(c > Character.MAX_VALUE ? "\\U%08X" : "\\u%04X", c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
