package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hides the values of a deployment's own Secrets in text that a program has written, plain and in Base64, a value of
 * several lines also line by line. Values of under {@value #SHORTEST} characters stay: hiding them would tear words apart.
 * Of Secrets that the deployment does not declare nothing is known.
 */
public final class SecretText {
    private static final int SHORTEST = 4;
    private static final String HIDDEN = "(hidden)";

    private final List<String> longestFirst;

    private SecretText(Collection<String> values) {
        longestFirst = values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** @return the values of the Secrets among the manifests */
    public static SecretText of(List<Manifest> manifests) {
        Set<String> values = new TreeSet<>();
        manifests.stream().map(Manifest::json).filter(SensitiveFields::isSecret).forEach(secret -> {
            secret.path("stringData").forEach(value -> add(value.asText().getBytes(StandardCharsets.UTF_8), values));
            secret.path("data").forEach(value -> add(decoded(value), values));
        });
        return new SecretText(values);
    }

    /** @return the text without any of the values */
    public String hide(String text) {
        String hidden = text;
        for (String value : longestFirst) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return hidden;
    }

    private static byte[] decoded(JsonNode value) {
        try {
            return Base64.getMimeDecoder().decode(value.asText());
        } catch (IllegalArgumentException e) {
            return new byte[0]; // The server refuses it.
        }
    }

    private static void add(byte[] bytes, Set<String> values) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List.of(text, text.strip(), Base64.getEncoder().encodeToString(bytes)).forEach(value -> add(value, values));
        text.lines().map(String::strip).forEach(line -> add(line, values));
    }

    private static void add(String value, Set<String> values) {
        if (value.length() >= SHORTEST) {
            values.add(value);
        }
    }
}
