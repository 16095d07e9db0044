package io.jenkins.plugins.gitops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The API server's own log of what it was asked, a line a request. */
final class AuditLog {
    private static final long LOOK_MILLIS = 250;
    private static final int LONGEST_LOOKS = 1200;

    private final Path file;
    private long mark;

    AuditLog(Path file) {
        this.file = file;
    }

    /** Forgets what was logged so far. */
    void reset() {
        try {
            mark = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the cluster's own controllers have nothing more to write. */
    void calm() {
        for (int i = 0; i < LONGEST_LOOKS; i++) {
            reset();
            pause(4 * LOOK_MILLIS);
            if (lines().stream().noneMatch(AuditLog::isWorkOfControllers)) {
                return;
            }
        }
        throw new IllegalStateException("the cluster's controllers do not come to rest");
    }

    /** @return what kubectl or the engine has sent since the last {@link #reset}, such as {@code 6 LIST, 3 GET} */
    String requests() {
        String before = "";
        while (true) {
            // A line is written when its request has ended, which may be a moment after its answer has arrived.
            pause(LOOK_MILLIS);
            String now = describe(lines());
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private static String describe(List<JsonNode> lines) {
        Map<String, Long> counts = lines.stream()
                .filter(line -> Json.text(line, "userAgent").matches("(kubectl|fabric8).*"))
                .collect(Collectors.groupingBy(AuditLog::verb, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String verb(JsonNode line) {
        if (Json.text(line, "requestURI").contains("dryRun=")) {
            return "dry run";
        }
        if (Json.text(line, "objectRef", "resource").endsWith("reviews")) {
            return "review";
        }
        return switch (Json.text(line, "verb")) {
            case "get" -> "GET";
            case "list" -> "LIST";
            case "patch" -> "PATCH";
            default -> "other write";
        };
    }

    private static boolean isWorkOfControllers(JsonNode line) {
        return Json.text(line, "userAgent").startsWith("kube-controller-manager")
                && Json.text(line, "verb").matches("create|update|patch|delete");
    }

    private List<JsonNode> lines() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            // From one byte before: the mark may stand in the middle of a line that was being written.
            long from = Math.max(0, mark - 1);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int first = mark == 0 ? 0 : text.indexOf('\n') + 1;
            return text.substring(first, Math.max(first, text.lastIndexOf('\n') + 1))
                    .lines()
                    .map(Json::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
