package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The form of labels and annotations, on the object and on its Pods. */
final class LabelCheck {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final int LONGEST_WORD = 63;
    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private LabelCheck() {}

    static void look(Manifest manifest, CheckedSet set, Check.Findings findings) {
        JsonNode metadata = manifest.json().path("metadata");
        labels("metadata.labels", metadata.path("labels"), findings);
        annotations(metadata.path("annotations"), findings);
        PodTemplate.of(manifest.json())
                .filter(pods -> !pods.path().equals("spec"))
                .ifPresent(pods -> labels(
                        pods.path().substring(0, pods.path().length() - "spec".length()) + "metadata.labels",
                        pods.labels(),
                        findings));
    }

    private static void labels(String path, JsonNode labels, Check.Findings findings) {
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            key(path, label.getKey(), findings);
            String value = label.getValue().asText();
            if (!label.getValue().isTextual() && !label.getValue().isNull()) {
                findings.add(path + "[" + label.getKey() + "]", value + " is not text; quote it");
            } else if (!value.isEmpty() && !label.getValue().isNull() && !isWord(value)) {
                findings.add(
                        path + "[" + label.getKey() + "]",
                        "\"" + value + "\" is no label: up to " + LONGEST_WORD + " letters, digits, -, _ and ."
                                + ", beginning and ending with a letter or digit; annotations may hold anything");
            }
        }
    }

    private static void annotations(JsonNode annotations, Check.Findings findings) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
            // Kubernetes looks at the keys of annotations, and not of labels, in lower case.
            key("metadata.annotations", annotation.getKey().toLowerCase(Locale.ROOT), findings);
            bytes += length(annotation.getKey()) + length(Json.text(annotation.getValue()));
        }
        if (bytes > MOST_ANNOTATION_BYTES) {
            findings.add(
                    "metadata.annotations",
                    "they have " + bytes + " bytes, more than the " + MOST_ANNOTATION_BYTES + " that Kubernetes takes");
        }
    }

    private static void key(String path, String key, Check.Findings findings) {
        int slash = key.indexOf('/');
        boolean prefix = slash < 0 || NameChecks.isSubdomain(key.substring(0, slash));
        if (!prefix || !isWord(key.substring(slash + 1))) {
            findings.add(
                    path, "\"" + key + "\" is no key: a name of up to " + LONGEST_WORD + " characters, or domain/name");
        }
    }

    private static boolean isWord(String text) {
        return text.length() <= LONGEST_WORD && WORD.matcher(text).matches();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
