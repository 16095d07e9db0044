package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.Map;
import java.util.regex.Pattern;

/** Secrets in clear text: all values of Secrets, and private keys in what is meant to be read by everybody. */
final class SecretCheck implements Check {
    private static final String ADVICE =
            "; keep it outside of Git (External Secrets, Sealed Secrets, SOPS), and replace"
                    + " it, since the history keeps it";
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----");

    @Override
    public void look(Manifest manifest, CheckedSet set, Findings findings) {
        if (set.situation().commit().isEmpty()) {
            return;
        }
        switch (manifest.type().groupKind()) {
            case "Secret" -> {
                values("data", manifest.json().path("data"), findings);
                values("stringData", manifest.json().path("stringData"), findings);
            }
            case "ConfigMap" -> keys("data", manifest.json().path("data"), findings);
            default ->
                PodTemplate.of(manifest.json())
                        .ifPresent(pods ->
                                pods.eachContainer((path, container) -> environment(path, container, findings)));
        }
    }

    private static void values(String field, JsonNode values, Findings findings) {
        long filled = values.properties().stream()
                .filter(value -> !value.getValue().asText().isEmpty())
                .count();
        if (filled > 0) {
            findings.add(field, filled + (filled == 1 ? " value is" : " values are") + " readable in Git" + ADVICE);
        }
    }

    private static void keys(String field, JsonNode values, Findings findings) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (isPrivateKey(value.getValue())) {
                findings.add(field + "[" + value.getKey() + "]", "a private key is readable in Git" + ADVICE);
            }
        }
    }

    private static void environment(String path, JsonNode container, Findings findings) {
        Json.elements(container, "env")
                .filter(variable -> isPrivateKey(variable.path("value")))
                .forEach(variable -> findings.add(
                        path + ".env[" + Json.text(variable, "name") + "]",
                        "a private key is readable in Git" + ADVICE));
    }

    private static boolean isPrivateKey(JsonNode value) {
        return value.isTextual() && PRIVATE_KEY.matcher(value.textValue()).find();
    }
}
