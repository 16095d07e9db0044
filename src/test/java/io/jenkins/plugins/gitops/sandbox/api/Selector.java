package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a LIST or watch wants: {@code labelSelector} and {@code fieldSelector}. */
public final class Selector implements Predicate<JsonNode> {

    private static final Pattern IN = Pattern.compile("\\s*([^\\s!=(),]+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALS = Pattern.compile("\\s*([^\\s!=(),]+)\\s*(==|=|!=)\\s*([^\\s!=(),]*)\\s*");
    private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s!=(),]+)\\s*");

    private final List<Predicate<JsonNode>> terms = new ArrayList<>();

    private Selector() {}

    /** Reads the two query parameters; either may be null or empty. What cannot be read is a 400. */
    public static Selector of(String labels, String fields) {
        Selector out = new Selector();
        if (labels != null && !labels.isBlank()) {
            for (String term : labels.split(",(?![^(]*\\))")) {
                out.terms.add(label(labels, term));
            }
        }
        if (fields != null && !fields.isBlank()) {
            for (String term : fields.split(",")) {
                out.terms.add(field(term));
            }
        }
        return out;
    }

    /** The {@code matchLabels} and {@code matchExpressions} of an object. */
    public static Selector ofObject(JsonNode selector) {
        Selector out = new Selector();
        selector.path("matchLabels")
                .properties()
                .forEach(entry ->
                        out.terms.add(object -> entry.getValue().asText().equals(labelOf(object, entry.getKey()))));
        for (JsonNode term : selector.path("matchExpressions")) {
            String key = Json.text(term, "key");
            List<String> values = new ArrayList<>();
            term.path("values").forEach(v -> values.add(v.asText()));
            out.terms.add(
                    switch (Json.text(term, "operator")) {
                        case "In" -> object -> labelOf(object, key) != null && values.contains(labelOf(object, key));
                        case "NotIn" -> object -> !values.contains(labelOf(object, key));
                        case "Exists" -> object -> labelOf(object, key) != null;
                        default -> object -> labelOf(object, key) == null;
                    });
        }
        return out;
    }

    @Override
    public boolean test(JsonNode object) {
        return terms.stream().allMatch(term -> term.test(object));
    }

    private static Predicate<JsonNode> label(String whole, String term) {
        Matcher in = IN.matcher(term);
        if (in.matches()) {
            Set<String> values = Set.of(in.group(3).trim().split("\\s*,\\s*"));
            boolean wanted = in.group(2).equals("in");
            return object -> {
                String value = labelOf(object, in.group(1));
                return wanted ? value != null && values.contains(value) : value == null || !values.contains(value);
            };
        }
        Matcher equals = EQUALS.matcher(term);
        if (equals.matches()) {
            boolean wanted = !equals.group(2).equals("!=");
            return object -> equals.group(3).equals(labelOf(object, equals.group(1))) == wanted;
        }
        Matcher exists = EXISTS.matcher(term);
        if (exists.matches()) {
            boolean wanted = exists.group(1).isEmpty();
            return object -> (labelOf(object, exists.group(2)) != null) == wanted;
        }
        throw Errors.badRequest("unable to parse requirement: found '" + whole + "', expected: identifier");
    }

    private static Predicate<JsonNode> field(String term) {
        Matcher equals = EQUALS.matcher(term);
        if (!equals.matches()) {
            throw Errors.badRequest("invalid selector: '" + term + "'; can't understand '" + term + "'");
        }
        String[] path = equals.group(1).split("\\.");
        boolean wanted = !equals.group(2).equals("!=");
        return object -> Json.text(object, path).equals(equals.group(3)) == wanted;
    }

    private static String labelOf(JsonNode object, String name) {
        JsonNode value = Json.at(object, "metadata", "labels", name);
        return value.isTextual() ? value.textValue() : null;
    }
}
