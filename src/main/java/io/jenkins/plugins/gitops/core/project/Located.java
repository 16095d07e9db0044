package io.jenkins.plugins.gitops.core.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.manifest.YamlLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a configuration file that knows where it stands.
 *
 * @param file the file's name, for messages
 * @param lines the lines of the whole file
 * @param path where this part is in it
 * @param json this part; missing when the file does not have it
 */
record Located(String file, YamlLines lines, List<String> path, JsonNode json) {
    private static final JsonNode SCHEMA = schema();
    /** The whole schema. */
    static final String PROJECT = "";
    /** The part of the schema about checks. */
    static final String CHECKS = "/$defs/checks";

    /**
     * Reads a file.
     *
     * @param part the part of the schema that it must fit
     * @throws GitOpsException when it cannot be read or does not fit; each problem is a line with its place
     */
    static Located read(String text, String file, String part) {
        JsonNode root = ManifestReader.readDocument(text, file);
        YamlLines lines = YamlLines.of(text);
        Located whole = new Located(file, lines, List.of(), root);
        List<SchemaCheck.Problem> problems = SchemaCheck.problems(root, SCHEMA, part);
        if (!problems.isEmpty()) {
            throw new GitOpsException(problems.stream()
                    .map(problem -> whole.message(problem.path(), problem.message()))
                    .collect(Collectors.joining("\n")));
        }
        return whole;
    }

    /** @return a field of this map */
    Located at(String field) {
        List<String> longer = new ArrayList<>(path);
        longer.add(field);
        return new Located(file, lines, List.copyOf(longer), json.path(field));
    }

    /** @return an element of this list */
    Located at(int number) {
        List<String> longer = new ArrayList<>(path);
        longer.add(String.valueOf(number));
        return new Located(file, lines, List.copyOf(longer), json.path(number));
    }

    boolean isThere() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** @return its text, empty when it is not there */
    String text() {
        return json.asText("");
    }

    /** @return the texts of this list */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        json.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    /** @return where it stands, for messages */
    String here() {
        return file + ", line " + lines.line(path);
    }

    /** @return the failure of this part */
    GitOpsException wrong(String message) {
        return new GitOpsException(message(path, message));
    }

    private String message(List<String> at, String message) {
        return file + ", line " + lines.line(at) + ": " + (at.isEmpty() ? "the file" : String.join(".", at)) + " "
                + message;
    }

    private static JsonNode schema() {
        try (InputStream in = Located.class.getResourceAsStream("gitops.schema.json")) {
            return ManifestReader.readDocument(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), "gitops.schema.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
