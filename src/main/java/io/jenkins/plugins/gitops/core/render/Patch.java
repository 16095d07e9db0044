package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.fields.ObjectPattern;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.io.Serializable;

/**
 * A change of objects. Of plain texts, for a controller tells it to an agent.
 *
 * @param objects which ones: {@code Kind.group}, {@code Kind.group/name} or {@code Kind.group/namespace/name}, where
 *     {@code *} stands for any text
 * @param change JSON: a map is a merge patch (RFC 7396), a list a JSON patch (RFC 6902)
 * @param place where it was written, for messages
 */
public record Patch(String objects, String change, String place) implements Serializable {
    /** @throws GitOpsException when it cannot be understood */
    public Patch {
        ObjectPattern.parse(objects)
                .orElseThrow(() -> new GitOpsException(place + ": '" + objects
                        + "' names no objects: write Kind.group/name or Kind.group/namespace/name"));
        JsonNode json = parse(change, place);
        if (json.isArray()) {
            JsonPatch.of(json, place);
        } else if (!json.isObject()) {
            throw new GitOpsException(place + ": a patch is a map (merge patch) or a list of operations (JSON patch)");
        }
    }

    /**
     * Reads the short form {@code Kind.group/namespace/name:PATCH}, where PATCH is YAML or JSON on one line.
     *
     * @throws GitOpsException when it cannot be understood
     */
    public static Patch parse(String text) {
        String place = "patch '" + text + "'";
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new GitOpsException(place + ": write it as Kind.group/name:PATCH");
        }
        return new Patch(
                text.substring(0, colon),
                Json.write(ManifestReader.readDocument(text.substring(colon + 1), place)),
                place);
    }

    ObjectPattern pattern() {
        return ObjectPattern.parse(objects).orElseThrow();
    }

    JsonNode json() {
        return parse(change, place);
    }

    private static JsonNode parse(String json, String place) {
        try {
            return Json.parse(json);
        } catch (IllegalArgumentException e) {
            throw new GitOpsException(place + ": the patch is " + e.getMessage(), e);
        }
    }
}
