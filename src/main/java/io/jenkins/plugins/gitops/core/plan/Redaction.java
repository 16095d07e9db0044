package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells whether a text repeats a sensitive value, whole or in part: servers and admission webhooks quote what they
 * refuse, and cut it where it is long.
 */
final class Redaction {
    /** A shorter part of a value is not taken for one: it stands in many a text by chance. */
    static final int PART = 8;

    private static final int SHORTEST = 4;

    private final Set<String> parts = new HashSet<>();
    private final Set<String> shorts = new HashSet<>();

    /** @param objects the objects whose sensitive values must not be told */
    Redaction(Collection<? extends JsonNode> objects, FieldRules rules) {
        for (JsonNode object : objects) {
            SensitiveFields.of(object, rules)
                    .forEach(field -> SensitiveFields.forms(object.at(field)).forEach(this::add));
        }
    }

    private void add(String value) {
        if (value.length() < PART) {
            if (value.length() >= SHORTEST) {
                shorts.add(value);
            }
            return;
        }
        for (int i = 0; i + PART <= value.length(); i++) {
            parts.add(value.substring(i, i + PART));
        }
    }

    /** @return whether any of the values, or eight characters of one, is in the text */
    boolean isRepeatedIn(String text) {
        for (int i = 0; !parts.isEmpty() && i + PART <= text.length(); i++) {
            if (parts.contains(text.substring(i, i + PART))) {
                return true;
            }
        }
        return shorts.stream().anyMatch(text::contains);
    }
}
