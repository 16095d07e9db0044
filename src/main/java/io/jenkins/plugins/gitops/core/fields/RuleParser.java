package io.jenkins.plugins.gitops.core.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rules about fields: from a file, and in the short form {@code Kind.group/namespace/name:FIELD}, where FIELD is a
 * JSON pointer or a path expression of jq.
 */
public final class RuleParser {
    private static final Set<String> SECTIONS = Set.of("ignore", "sensitive");
    private static final Set<String> WHERE =
            Set.of("kind", "group", "namespace", "name", "jsonPointers", "jqPathExpressions");
    private static final Set<String> IGNORE = Set.of("managers", "apply");

    private final String place;

    private RuleParser(String place) {
        this.place = place;
    }

    /**
     * Reads a file of rules: a map of {@code ignore} and {@code sensitive}, or a list that is {@code ignore} alone.
     *
     * @param text YAML or JSON
     * @param file its name, for messages
     * @throws GitOpsException when it cannot be understood; the message names the file and the entry, counted from 1
     */
    public static FieldRules read(String text, String file) {
        JsonNode root = ManifestReader.readDocument(text, file);
        RuleParser whole = new RuleParser(file);
        if (root.isArray()) {
            return new FieldRules(whole.ignored(root), List.of());
        }
        whole.fields(root, SECTIONS);
        return new FieldRules(whole.ignored(root.path("ignore")), whole.sensitive(root.path("sensitive")));
    }

    /**
     * Reads the short form of a rule that ignores a field's differences.
     *
     * @throws GitOpsException when it cannot be understood
     */
    public static IgnoreRule ignore(String text) {
        return new IgnoreRule(selector(text), Set.of(), true);
    }

    /**
     * Reads the short form of a rule that hides a field's values.
     *
     * @throws GitOpsException when it cannot be understood
     */
    public static FieldSelector selector(String text) {
        return new RuleParser("\"" + text + "\"").shortForm(text);
    }

    private List<IgnoreRule> ignored(JsonNode list) {
        List<IgnoreRule> rules = new ArrayList<>();
        entries(list, "ignore").forEach(entry -> rules.addAll(entry.parser.ignoredEntry(entry.json)));
        return rules;
    }

    private List<FieldSelector> sensitive(JsonNode list) {
        List<FieldSelector> selectors = new ArrayList<>();
        entries(list, "sensitive").forEach(entry -> selectors.addAll(entry.parser.sensitiveEntry(entry.json)));
        return selectors;
    }

    private record Entry(RuleParser parser, JsonNode json) {}

    private List<Entry> entries(JsonNode list, String section) {
        if (!list.isMissingNode() && !list.isArray()) {
            throw wrong("\"" + section + "\" must be a list");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode json : list) {
            entries.add(new Entry(new RuleParser(place + ": " + section + " " + (entries.size() + 1)), json));
        }
        return entries;
    }

    private List<IgnoreRule> ignoredEntry(JsonNode json) {
        if (json.isTextual()) {
            return List.of(new IgnoreRule(shortForm(json.textValue()), Set.of(), true));
        }
        fields(json, WHERE, IGNORE);
        JsonNode apply = json.path("apply");
        if (!apply.isMissingNode() && !apply.isBoolean()) {
            throw wrong("\"apply\" must be true or false");
        }
        boolean applied = apply.asBoolean(true);
        List<IgnoreRule> rules = new ArrayList<>();
        selectors(json).forEach(selector -> rules.add(new IgnoreRule(selector, Set.of(), applied)));
        List<String> managers = texts(json, "managers");
        if (!managers.isEmpty()) {
            rules.add(new IgnoreRule(new WholeObject(objects(json)), Set.copyOf(managers), applied));
        }
        if (rules.isEmpty()) {
            throw wrong("names no field: add jsonPointers, jqPathExpressions or managers");
        }
        return rules;
    }

    private List<FieldSelector> sensitiveEntry(JsonNode json) {
        if (json.isTextual()) {
            return List.of(shortForm(json.textValue()));
        }
        fields(json, WHERE);
        List<FieldSelector> selectors = selectors(json);
        if (selectors.isEmpty()) {
            throw wrong("names no field: add jsonPointers or jqPathExpressions");
        }
        return selectors;
    }

    private List<FieldSelector> selectors(JsonNode json) {
        ObjectPattern objects = objects(json);
        List<FieldSelector> selectors = new ArrayList<>();
        texts(json, "jsonPointers").forEach(pointer -> selectors.add(selector(objects, pointer, true)));
        texts(json, "jqPathExpressions").forEach(path -> selectors.add(selector(objects, path, false)));
        return selectors;
    }

    private ObjectPattern objects(JsonNode json) {
        String kind = text(json, "kind", "");
        if (kind.isEmpty()) {
            throw wrong("\"kind\" is missing; write \"*\" for every kind");
        }
        String namespace = text(json, "namespace", ObjectPattern.ANY);
        String name = text(json, "name", ObjectPattern.ANY);
        return json.has("group")
                ? new ObjectPattern(text(json, "group", ""), kind, namespace, name)
                : ObjectPattern.of(kind, namespace, name);
    }

    private FieldSelector shortForm(String text) {
        int colon = text.indexOf(':');
        String field = text.substring(colon + 1).strip();
        ObjectPattern objects = ObjectPattern.parse(text.substring(0, Math.max(colon, 0)))
                .filter(pattern -> !field.isEmpty())
                .orElseThrow(() ->
                        wrong("must be Kind.group:FIELD, Kind.group/name:FIELD or Kind.group/namespace/name:FIELD,"
                                + " where FIELD is a JSON pointer such as /spec/replicas or a jq path such as"
                                + " .spec.replicas"));
        return selector(objects, field, field.startsWith("/"));
    }

    private FieldSelector selector(ObjectPattern objects, String field, boolean pointer) {
        try {
            return pointer ? PointerSelector.of(objects, field) : JqSelector.of(objects, field);
        } catch (IllegalArgumentException e) {
            throw new GitOpsException(place + ": " + e.getMessage(), e);
        }
    }

    @SafeVarargs
    private void fields(JsonNode json, Set<String>... known) {
        if (!json.isObject()) {
            throw wrong("must be a map of fields");
        }
        json.fieldNames().forEachRemaining(name -> {
            for (Set<String> names : known) {
                if (names.contains(name)) {
                    return;
                }
            }
            throw wrong("knows no \"" + name + "\"");
        });
    }

    private String text(JsonNode json, String name, String otherwise) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw wrong("\"" + name + "\" must be a text");
        }
        return value.asText(otherwise);
    }

    private List<String> texts(JsonNode json, String name) {
        JsonNode list = json.path(name);
        if (!list.isMissingNode() && (!list.isArray() || Json.elements(list).anyMatch(text -> !text.isTextual()))) {
            throw wrong("\"" + name + "\" must be a list of texts");
        }
        return Json.elements(list).map(JsonNode::textValue).toList();
    }

    private GitOpsException wrong(String problem) {
        return new GitOpsException(place + ": " + problem);
    }
}
