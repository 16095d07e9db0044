package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers to a {@link Script}, made comparable; those of a real server are kept beside the script. */
final class Recording {

    // Nobody but the script writes them: so it shows which requests did.
    private static final Set<String> STILL =
            Set.of("ConfigMap", "Secret", "Service", "Lease", "Role", "RoleBinding", "LimitRange", "Thing");

    private final ArrayNode answers;

    private Recording(ArrayNode answers) {
        this.answers = answers;
    }

    /** Creates the namespace, sends the script, and takes down the answers. */
    static Recording of(Script script, KubeconfigClient client, String namespace) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        object.putObject("metadata").put("name", namespace);
        client.send("POST", "/api/v1/namespaces", "application/json", Json.write(object));
        List<Response> responses = script.run(client, namespace);
        ArrayNode answers = Json.array();
        Map<String, String> versions = new HashMap<>();
        for (int i = 0; i < responses.size(); i++) {
            Response response = responses.get(i);
            ObjectNode answer = answers.addObject();
            answer.put("step", script.steps().get(i).title());
            answer.put("code", response.code());
            List<String> warnings = response.headers().getOrDefault("warning", List.of());
            if (!warnings.isEmpty()) {
                warnings.forEach(answer.putArray("warnings")::add);
            }
            JsonNode metadata = response.body().path("metadata");
            if (STILL.contains(Json.text(response.body(), "kind"))) {
                String version = Json.text(metadata, "resourceVersion");
                String before = versions.put(Json.text(metadata, "uid"), version);
                answer.put("written", !version.equals(before));
            }
            if (!response.body().isMissingNode()) {
                answer.set("body", Json.sorted(Normal.of(response.body(), namespace)));
            }
        }
        return new Recording(answers);
    }

    /** The real server's answers to the script of this name. */
    static Recording named(String name) {
        ArrayNode answers = Json.array();
        Resources.lines("conformance/" + name + ".answers").forEach(line -> answers.add(Json.parse(line)));
        return new Recording(answers);
    }

    void write(Path file) throws IOException {
        StringBuilder out = new StringBuilder();
        answers.forEach(answer -> out.append(Json.write(answer)).append('\n'));
        Files.writeString(file, out, StandardCharsets.UTF_8);
    }

    /** What this one answers otherwise than {@code expected}; empty when nothing. */
    String differencesFrom(Recording expected) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < Math.max(answers.size(), expected.answers.size()); i++) {
            JsonNode real = expected.answers.path(i);
            List<String> lines = Normal.differences("  ", real, answers.path(i));
            if (!lines.isEmpty()) {
                out.add(Json.text(real, "step"));
                out.addAll(lines);
            }
        }
        return String.join("\n", out);
    }
}
