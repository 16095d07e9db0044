package io.jenkins.plugins.gitops.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.agent.Rendered;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a build has rendered, as its deployment needs it.
 *
 * @param yaml objects and hooks; values of Secrets are in it
 * @param commit the commit; empty when the source was not in Git
 * @param directory the source directory, relative to the workspace
 * @param source facts about the source for the record
 */
record StoredRender(String yaml, Optional<Commit> commit, String directory, Map<String, JsonNode> source) {
    private static final String DIRECTORY = "directory";
    private static final String MANIFESTS = "manifests";
    private static final String COMMIT = "commit";
    private static final String SOURCE = "source";

    /** @throws java.io.UncheckedIOException when the agent has sent what it should not */
    static StoredRender of(Rendered rendered, String directory) {
        return new StoredRender(
                Gzip.unpack(rendered.manifests()),
                rendered.commit(),
                directory,
                rendered.source().toJson());
    }

    /**
     * Reads the objects, through the same checks as everywhere.
     *
     * @param namespace the namespace of objects that name none
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when they cannot be read
     */
    RenderResult manifests(String namespace) {
        return Renderer.fromManifests(
                ManifestReader.read(yaml.getBytes(StandardCharsets.UTF_8), "what was rendered"),
                "what was rendered",
                namespace,
                List.of());
    }

    /** @return all of it as JSON, for {@link #fromJson} */
    String toJson() {
        ObjectNode tree = Json.object().put(MANIFESTS, yaml).put(DIRECTORY, directory);
        commit.ifPresent(at -> tree.set(COMMIT, RecordJson.toJson(at)));
        tree.set(SOURCE, Json.object().setAll(source));
        return Json.write(tree);
    }

    static StoredRender fromJson(String json) {
        JsonNode tree = Json.parse(json);
        Map<String, JsonNode> source = new LinkedHashMap<>();
        tree.path(SOURCE).properties().forEach(fact -> source.put(fact.getKey(), fact.getValue()));
        return new StoredRender(
                Json.text(tree, MANIFESTS),
                tree.has(COMMIT)
                        ? Optional.of(RecordJson.commit(tree.get(COMMIT), "what was rendered"))
                        : Optional.empty(),
                Json.text(tree, DIRECTORY),
                source);
    }
}
