package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.health.HealthExpression.Part;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Reads rules about health in the form that Flux has for them in {@code spec.healthCheckExprs}. */
final class ExpressionParser {
    private static final String LIST = "healthCheckExprs";
    private static final Set<String> FIELDS = Set.of("apiVersion", "kind", "inProgress", "failed", "current");

    private ExpressionParser() {}

    /** @return the rules of a file, each named by file and number */
    static List<HealthExpression> read(String text, String file) {
        return rules(text, file, (number, kind) -> file + ": rule " + number);
    }

    /** @return the rules that come along, each named by its kind: nobody knows the file */
    static List<HealthExpression> shipped(String text, String file) {
        return rules(text, file, (number, kind) -> "the rule for " + kind);
    }

    private static List<HealthExpression> rules(String text, String file, BinaryOperator<String> naming) {
        JsonNode root = ManifestReader.readDocument(text, file);
        JsonNode list = root.isArray() ? root : root.path(LIST);
        if (!list.isArray() || !root.isArray() && root.size() > 1) {
            throw new GitOpsException(file + ": must be a list of rules, or a map of \"" + LIST + "\" alone");
        }
        List<HealthExpression> rules = new ArrayList<>();
        for (JsonNode json : list) {
            rules.add(rule(json, file + ": rule " + (rules.size() + 1), String.valueOf(rules.size() + 1), naming));
        }
        return rules;
    }

    private static HealthExpression rule(JsonNode json, String place, String number, BinaryOperator<String> naming) {
        if (!json.isObject()) {
            throw new GitOpsException(place + ": must be a map of fields");
        }
        json.properties().forEach(field -> {
            if (!FIELDS.contains(field.getKey())) {
                throw new GitOpsException(place + ": knows no \"" + field.getKey() + "\"");
            }
            if (!field.getValue().isTextual()) {
                throw new GitOpsException(place + ": \"" + field.getKey() + "\" must be a text");
            }
        });
        for (String needed : List.of("apiVersion", "kind", "current")) {
            if (!json.has(needed)) {
                throw new GitOpsException(place + ": \"" + needed + "\" is missing");
            }
        }
        GroupVersionKind type = GroupVersionKind.of(
                json.path("apiVersion").textValue(), json.path("kind").textValue());
        Map<Part, String> sources = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (json.has(part.field())) {
                sources.put(part, json.path(part.field()).textValue());
            }
        }
        return new HealthExpression(naming.apply(number, type.groupKind()), type.group(), type.kind(), sources);
    }
}
