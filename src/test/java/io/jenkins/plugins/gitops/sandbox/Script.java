package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A list of requests in a text file, to be sent to any API server. Steps are separated by lines that begin with
 * {@code ###} and say what the step is about; then come the method, for a PATCH its kind, and the path; then the body.
 * {@code NS} stands for the namespace, {@code {uid}} and {@code {rv}} for UID and resourceVersion of the last object
 * that was answered. {@code GET /wait/PLURAL/GROUP/VERSION} waits until a custom resource is served.
 */
final class Script {

    /** One request. */
    record Step(String title, String method, String contentType, String path, String body) {}

    private static final Map<String, String> PATCHES = Map.of(
            "apply", "application/apply-patch+yaml",
            "merge", "application/merge-patch+json",
            "strategic", "application/strategic-merge-patch+json",
            "json", "application/json-patch+json");

    private static final List<String> NAMES = List.of(
            "apply",
            "apply-deep",
            "conflicts",
            "create-update-delete",
            "custom-resources",
            "defaults",
            "deletion",
            "lists",
            "patches",
            "refusals",
            "subresources");

    private final List<Step> steps = new ArrayList<>();

    private Script() {}

    static Script named(String name) {
        Script out = new Script();
        for (String part : read(name).split("(?m)^###")) {
            if (part.isBlank() || part.startsWith("#")) {
                continue;
            }
            String[] titleAndRest = part.split("\n", 2);
            String[] lineAndBody = titleAndRest[1].split("\n", 2);
            String[] words = lineAndBody[0].trim().split(" ");
            boolean patch = words.length == 3;
            out.steps.add(new Step(
                    titleAndRest[0].trim(),
                    words[0],
                    patch ? PATCHES.getOrDefault(words[1], words[1]) : "application/json",
                    words[words.length - 1],
                    lineAndBody.length < 2 || lineAndBody[1].isBlank() ? null : lineAndBody[1]));
        }
        return out;
    }

    static Stream<String> names() {
        return NAMES.stream();
    }

    private static String read(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(
                "/io/jenkins/plugins/gitops/sandbox/conformance/" + name + ".http")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** Sends all steps and returns the answers. */
    List<Response> run(KubeconfigClient client, String namespace) {
        List<Response> out = new ArrayList<>();
        String uid = "";
        String version = "";
        for (Step step : steps) {
            if (step.path().startsWith("/wait/")) {
                String[] what = fill(step.path(), namespace, "", "")
                        .substring("/wait/".length())
                        .split("/", 2);
                Sandbox.await(() -> serves(client, what[0], what[1]));
                out.add(new Response(200, MissingNode.getInstance(), "", Map.of()));
                continue;
            }
            String body = step.body() == null ? null : fill(step.body(), namespace, uid, version);
            Response response =
                    client.send(step.method(), fill(step.path(), namespace, uid, version), step.contentType(), body);
            out.add(response);
            JsonNode metadata = response.body().path("metadata");
            if (metadata.has("uid")) {
                uid = Json.text(metadata, "uid");
                version = Json.text(metadata, "resourceVersion");
            }
        }
        return out;
    }

    private static boolean serves(KubeconfigClient client, String plural, String groupVersion) {
        // Served in discovery first, a moment later for all verbs.
        return client.get("/apis/" + groupVersion + "/" + plural).code() == 200
                && client.get("/apis/" + groupVersion).text().contains("\"" + plural + "\"");
    }

    private static String fill(String text, String namespace, String uid, String version) {
        return text.replace("NS", namespace).replace("{uid}", uid).replace("{rv}", version);
    }
}
