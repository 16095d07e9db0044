package io.jenkins.plugins.gitops.core.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a {@code SelfSubjectRulesReview} has found out for one namespace. What it does not grant may still be allowed. */
final class Rules {
    static final Rules NONE = new Rules(List.of());

    private record Rule(Set<String> verbs, Set<String> groups, Set<String> resources, Set<String> names) {
        boolean grants(Permission permission) {
            return matches(verbs, permission.verb())
                    && matches(groups, permission.type().kind().group())
                    && matches(resources, permission.type().plural())
                    && (names.isEmpty() || names.contains(permission.name()));
        }

        private static boolean matches(Set<String> allowed, String wanted) {
            return allowed.contains("*") || allowed.contains(wanted);
        }
    }

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = rules;
    }

    /** @param review the server's answer */
    static Rules of(JsonNode review) {
        return new Rules(Json.elements(review, "status", "resourceRules")
                .map(rule -> new Rule(
                        texts(rule, "verbs"),
                        texts(rule, "apiGroups"),
                        texts(rule, "resources"),
                        texts(rule, "resourceNames")))
                .toList());
    }

    boolean grant(Permission permission) {
        return rules.stream().anyMatch(rule -> rule.grants(permission));
    }

    private static Set<String> texts(JsonNode rule, String field) {
        Stream<JsonNode> values = Json.elements(rule, field);
        return values.map(JsonNode::asText).collect(Collectors.toSet());
    }
}
