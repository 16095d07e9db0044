package io.jenkins.plugins.gitops.core.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Hands a log to other programs. Lines that are no entries are left out: {@link AuditCheck} names them. */
public final class AuditExport {
    private static final List<String> COLUMNS = List.of(
            "number",
            "at",
            "event",
            "outcome",
            "actor",
            "reason",
            "app",
            "environment",
            "server",
            "namespace",
            "commit",
            "plan",
            "counts",
            "record",
            "digest",
            "previous");

    private final List<AuditLine> lines;

    private AuditExport(List<AuditLine> lines) {
        this.lines = lines;
    }

    /** @param paths the log's directory, or files of it in their order */
    public static AuditExport of(List<Path> paths) {
        AuditChain chain = new AuditChain(new ArrayList<>(), new ArrayList<>());
        try {
            for (Path path : paths) {
                for (Path file : Files.isDirectory(path) ? new AuditFiles(path).logs() : List.of(path)) {
                    chain.file(file);
                }
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot read the audit log: " + e.getMessage(), e);
        }
        return new AuditExport(chain.entries());
    }

    /** @return the entries as they are in the files */
    public ArrayNode json() {
        ArrayNode array = Json.MAPPER.createArrayNode();
        lines.forEach(line -> array.add(line.tree()));
        return array;
    }

    /** @return a table by RFC 4180 with a line of names; no cell is a formula to a spreadsheet */
    public String csv() {
        StringBuilder table = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        for (AuditLine line : lines) {
            table.append(COLUMNS.stream()
                            .map(column -> cell(line.tree(), column))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return table.toString();
    }

    private static String cell(ObjectNode tree, String column) {
        return cell(
                column.equals("counts")
                        ? tree.path(column).properties().stream()
                                .map(count -> count.getValue().asText() + " " + count.getKey())
                                .collect(Collectors.joining(", "))
                        : Json.text(tree, column));
    }

    private static String cell(String text) {
        // A spreadsheet takes what begins so for a formula, and white space before it does not stop it.
        String start = text.strip();
        boolean formula = !start.isEmpty() && "=+-@|%".indexOf(start.charAt(0)) >= 0 || text.matches("(?s)[\t\r\n].*");
        String safe = formula ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n'].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
