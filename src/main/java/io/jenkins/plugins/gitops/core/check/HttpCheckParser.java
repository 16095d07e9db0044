package io.jenkins.plugins.gitops.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads checks from a file. */
public final class HttpCheckParser {
    private static final Set<String> FIELDS = Set.of("name", "url", "status", "contains", "attempts", "timeoutSeconds");
    private static final int MOST_ATTEMPTS = 100;
    private static final int LONGEST_SECONDS = 600;

    private final String place;
    private final JsonNode json;

    private HttpCheckParser(String place, JsonNode json) {
        this.place = place;
        this.json = json;
    }

    /**
     * @param text YAML or JSON: a list of checks, or a map with such a list under {@code checks}
     * @param file its name, for messages
     * @throws GitOpsException when it cannot be understood; the message names the file and the check, counted from 1
     */
    public static List<HttpCheck> read(String text, String file) {
        JsonNode root = ManifestReader.readDocument(text, file);
        JsonNode list = root.isArray() ? root : root.path("checks");
        if (!list.isArray() || root.isObject() && root.size() > 1) {
            throw new GitOpsException(file + ": must be a list of checks, or a map of \"checks\" alone");
        }
        List<HttpCheck> checks = new ArrayList<>();
        for (JsonNode json : list) {
            checks.add(new HttpCheckParser(file + ": check " + (checks.size() + 1), json).check());
        }
        return checks;
    }

    private HttpCheck check() {
        if (!json.isObject()) {
            throw wrong("must be a map of fields");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw wrong("knows no \"" + name + "\"");
            }
        });
        HttpCheck plain;
        try {
            plain = HttpCheck.of(text("url", ""));
        } catch (GitOpsException e) {
            throw new GitOpsException(place + ": " + e.getMessage(), e);
        }
        return new HttpCheck(
                text("name", plain.name()),
                plain.service(),
                plain.namespace(),
                plain.path(),
                number("status", 0, 100, 599),
                text("contains", ""),
                number("attempts", plain.attempts(), 1, MOST_ATTEMPTS),
                Duration.ofSeconds(
                        number("timeoutSeconds", (int) plain.timeout().toSeconds(), 1, LONGEST_SECONDS)));
    }

    private String text(String name, String otherwise) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw wrong("\"" + name + "\" must be a text");
        }
        return value.asText(otherwise);
    }

    private int number(String name, int otherwise, int least, int most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw wrong("\"" + name + "\" must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    private GitOpsException wrong(String problem) {
        return new GitOpsException(place + ": " + problem);
    }
}
