package io.jenkins.plugins.gitops.core.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Compares a tree with a JSON Schema, as far as our own schemas use the language: {@code type}, {@code properties},
 * {@code required}, {@code additionalProperties}, {@code propertyNames}, {@code minProperties}, {@code maxProperties},
 * {@code items}, {@code minLength}, {@code pattern}, {@code enum}, {@code const} and {@code $ref} within the schema. A
 * library would say the same, but not in words that people can act on, and it would have to be in every Jenkins.
 */
final class SchemaCheck {
    private static final String LOCAL = "#";

    private final JsonNode schema;
    private final List<Problem> problems = new ArrayList<>();

    private SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    /**
     * Something that the schema does not allow.
     *
     * @param path where: names of fields, and numbers of list elements from 0
     * @param message what is wrong there
     */
    record Problem(List<String> path, String message) {}

    /**
     * @param tree what is checked
     * @param schema the schema
     * @param part the part of the schema that the tree must fit: a JSON pointer, empty for the whole
     * @return what does not fit
     */
    static List<Problem> problems(JsonNode tree, JsonNode schema, String part) {
        SchemaCheck check = new SchemaCheck(schema);
        check.check(List.of(), tree, schema.at(part));
        return check.problems;
    }

    private void check(List<String> path, JsonNode value, JsonNode given) {
        JsonNode rule = given;
        while (rule.has("$ref")) {
            rule = schema.at(rule.path("$ref").textValue().substring(LOCAL.length()));
        }
        if (rule.has("type") && !hasType(value, rule.path("type"))) {
            add(path, "must be " + types(rule.path("type")) + ", and is " + name(value));
            return;
        }
        if (rule.has("const") && !rule.path("const").equals(value)) {
            add(path, "must be " + rule.path("const").asText());
        }
        if (rule.has("enum")
                && StreamSupport.stream(rule.path("enum").spliterator(), false).noneMatch(value::equals)) {
            add(path, unknown(value, rule.path("enum")));
        }
        if (value.isTextual()) {
            text(path, value.textValue(), rule);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(with(path, String.valueOf(i)), value.get(i), rule.path("items"));
            }
        } else if (value.isObject()) {
            map(path, value, rule);
        }
    }

    private void text(List<String> path, String text, JsonNode rule) {
        if (text.length() < rule.path("minLength").asInt()) {
            add(path, "must not be empty");
        } else if (rule.has("pattern")
                && !Pattern.compile(rule.path("pattern").textValue())
                        .matcher(text)
                        .find()) {
            add(path, "\"" + text + "\" must be " + rule.path("description").asText("of another form"));
        }
    }

    private void map(List<String> path, JsonNode map, JsonNode rule) {
        JsonNode known = rule.path("properties");
        JsonNode others = rule.path("additionalProperties");
        for (JsonNode required : rule.path("required")) {
            if (!map.has(required.textValue())) {
                add(path, "lacks \"" + required.textValue() + "\"");
            }
        }
        int size = map.size();
        if (size < rule.path("minProperties").asInt()
                || size > rule.path("maxProperties").asInt(size)) {
            add(path, "must have " + (known.isEmpty() ? "some entry" : "one of " + String.join(", ", names(known))));
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            List<String> inner = with(path, entry.getKey());
            if (rule.has("propertyNames")) {
                check(inner, TextNode.valueOf(entry.getKey()), rule.path("propertyNames"));
            }
            if (known.has(entry.getKey())) {
                check(inner, entry.getValue(), known.path(entry.getKey()));
            } else if (others.isObject()) {
                check(inner, entry.getValue(), others);
            } else if (others.isBoolean() && !others.booleanValue()) {
                add(inner, "is not known here; " + Suggestion.of(entry.getKey(), names(known)));
            }
        }
    }

    private static String unknown(JsonNode value, JsonNode allowed) {
        List<String> texts = StreamSupport.stream(allowed.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
        return "\"" + value.asText() + "\" is not known here; " + Suggestion.of(value.asText(), texts);
    }

    private static List<String> names(JsonNode map) {
        List<String> names = new ArrayList<>();
        map.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean hasType(JsonNode value, JsonNode type) {
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false).anyMatch(one -> hasType(value, one))
                : switch (type.textValue()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "null" -> value.isNull();
                    default -> throw new IllegalArgumentException(type.textValue());
                };
    }

    private static String types(JsonNode type) {
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .filter(one -> !one.textValue().equals("null"))
                        .map(SchemaCheck::types)
                        .collect(Collectors.joining(" or "))
                : switch (type.textValue()) {
                    case "object" -> "a map";
                    case "array" -> "a list";
                    case "string" -> "text";
                    case "number" -> "a number";
                    default -> "true or false";
                };
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "a map";
            case BOOLEAN -> "true or false; quote it if it is meant as text";
            case NUMBER -> "a number; quote it if it is meant as text";
            case NULL, MISSING -> "empty";
            case STRING, BINARY -> "text";
        };
    }

    private void add(List<String> path, String message) {
        problems.add(new Problem(path, message));
    }

    private static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
