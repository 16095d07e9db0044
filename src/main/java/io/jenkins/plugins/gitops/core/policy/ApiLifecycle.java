package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which API versions Kubernetes has deprecated and removed, and when. The facts stand in {@code api-lifecycle.yaml}. */
final class ApiLifecycle {
    private static final String FILE = "api-lifecycle.yaml";
    private static final JsonNode FACTS = read();
    private static final Map<GroupVersionKind, Stage> STAGES = stages();
    /** The newest version that the facts know. */
    static final KubernetesVersion NEWEST = version(FACTS, "newest").orElseThrow();

    private ApiLifecycle() {}

    /**
     * What has become of a type.
     *
     * @param deprecated the version that has deprecated it
     * @param removed the first that does not serve it; empty while that is open
     * @param replacement the API version to use; empty when there is none
     * @param since the first version that serves the replacement; empty when there is none
     * @param note what else changes; may be empty
     */
    record Stage(
            KubernetesVersion deprecated,
            Optional<KubernetesVersion> removed,
            String replacement,
            Optional<KubernetesVersion> since,
            String note) {
        boolean isDeprecatedIn(KubernetesVersion target) {
            return target.compareTo(deprecated) >= 0;
        }

        boolean isRemovedIn(KubernetesVersion target) {
            return removed.filter(version -> target.compareTo(version) >= 0).isPresent();
        }

        String advice() {
            String use = replacement.isEmpty()
                    ? "nothing replaces it"
                    : "use " + replacement
                            + since.map(version -> ", served since " + version).orElse("");
            return note.isEmpty() ? use : use + ": " + note;
        }
    }

    static Optional<Stage> of(GroupVersionKind type) {
        return Optional.ofNullable(STAGES.get(type));
    }

    private static Map<GroupVersionKind, Stage> stages() {
        Map<GroupVersionKind, Stage> stages = new HashMap<>();
        for (JsonNode entry : FACTS.path("types")) {
            Stage stage = new Stage(
                    version(entry, "deprecated").orElseThrow(),
                    version(entry, "removed"),
                    Json.text(entry, "use"),
                    version(entry, "since"),
                    Json.text(entry, "note"));
            for (JsonNode kind : entry.path("kinds")) {
                stages.put(GroupVersionKind.of(Json.text(entry, "apiVersion"), kind.textValue()), stage);
            }
        }
        return stages;
    }

    private static Optional<KubernetesVersion> version(JsonNode entry, String field) {
        return KubernetesVersion.parse(Json.text(entry, field));
    }

    private static JsonNode read() {
        try (InputStream in = ApiLifecycle.class.getResourceAsStream(FILE)) {
            return ManifestReader.readDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
