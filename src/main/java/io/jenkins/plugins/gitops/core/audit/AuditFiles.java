package io.jenkins.plugins.gitops.core.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a log: {@code audit-000001.jsonl} and so on with the lines, and {@code head.json}, which names the last
 * line: without it nobody could tell that lines were cut off the end.
 *
 * @param directory where they are
 */
record AuditFiles(Path directory) {
    static final String HEAD = "head.json";
    static final String LOCK = "lock";
    private static final Pattern NAME = Pattern.compile("audit-\\d{6}\\.jsonl");

    /** @return the files with lines, oldest first */
    List<Path> logs() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** @return the file after all that are there */
    Path next() throws IOException {
        List<Path> logs = logs();
        int last = logs.isEmpty()
                ? 0
                : Integer.parseInt(
                        logs.get(logs.size() - 1).getFileName().toString().substring(6, 12));
        return directory.resolve(String.format("audit-%06d.jsonl", last + 1));
    }

    Path lock() {
        return directory.resolve(LOCK);
    }

    /** @return the last line that was written; empty when the file that names it is missing or no such file */
    Optional<AuditLink> head() throws IOException {
        Path file = directory.resolve(HEAD);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = Json.parse(Files.readString(file));
            return tree.path("number").isIntegralNumber() && tree.path("hash").isTextual()
                    ? Optional.of(new AuditLink(
                            tree.path("number").longValue(), tree.path("hash").textValue()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void head(AuditLink last) throws IOException {
        String known = log();
        String log = known.isEmpty() ? ofFirstLine() : known;
        String text = Json.write(Json.object()
                        .put("number", last.number())
                        .put("hash", last.hash())
                        .put("log", log))
                + "\n";
        PrivateFiles.replace(directory.resolve(HEAD), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @return what tells this log from others: the beginning of its first line's hash, kept when the first file is archived;
     *     empty when nobody knows any more
     */
    String log() throws IOException {
        Path file = directory.resolve(HEAD);
        try {
            return Files.exists(file) ? Json.text(Json.parse(Files.readString(file)), "log") : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String ofFirstLine() throws IOException {
        List<Path> logs = logs();
        if (logs.isEmpty()) {
            return "";
        }
        try (Stream<String> lines = Files.lines(logs.get(0))) {
            return lines.findFirst()
                    .map(line -> AuditLine.read(line.getBytes(StandardCharsets.UTF_8))
                            .link())
                    .filter(first -> first.number() == 1)
                    .map(AuditAnchor::log)
                    .orElse("");
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return ""; // Somebody has altered it; a check tells.
        }
    }
}
