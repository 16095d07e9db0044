package io.jenkins.plugins.gitops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of a round for people. */
final class Table {
    private static final List<String> HEAD = List.of(
            "job", "who", "ms", "times as fast as kubectl", "times the bare requests", "requests at the server");
    private static final int FIRST_NUMBER = 2;
    private static final int LAST_NUMBER = 4;

    private final boolean markdown;

    Table(boolean markdown) {
        this.markdown = markdown;
    }

    List<String> lines(List<Row> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEAD);
        String job = "";
        for (Row row : rows) {
            cells.add(List.of(
                    row.job.equals(job) ? "" : row.job,
                    row.who,
                    number(row.median()),
                    median(rows, row.job, Program.KUBECTL)
                            .map(peer -> number(peer / row.median()))
                            .orElse(""),
                    median(rows, row.job, Floor.NAME)
                            .map(bare -> number(row.median() / bare))
                            .orElse(""),
                    row.requests()));
            job = row.job;
        }
        List<String> lines =
                new ArrayList<>(cells.stream().map(line -> line(line, cells)).toList());
        lines.add(1, rule(cells));
        return lines;
    }

    private String line(List<String> line, List<List<String>> all) {
        StringBuilder text = new StringBuilder(markdown ? "| " : "");
        for (int i = 0; i < line.size(); i++) {
            String cell = line.get(i);
            String padding = " ".repeat(width(all, i) - cell.length());
            text.append(isNumber(i) ? padding + cell : cell + padding).append(markdown ? " | " : "  ");
        }
        return text.toString().stripTrailing();
    }

    private String rule(List<List<String>> all) {
        StringBuilder text = new StringBuilder(markdown ? "|" : "");
        for (int i = 0; i < HEAD.size(); i++) {
            String dashes = "-".repeat(width(all, i));
            text.append(dashes).append(markdown ? (isNumber(i) ? "-:|" : "--|") : "  ");
        }
        return text.toString().stripTrailing();
    }

    private static boolean isNumber(int column) {
        return column >= FIRST_NUMBER && column <= LAST_NUMBER;
    }

    private static int width(List<List<String>> all, int column) {
        return all.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static Optional<Double> median(List<Row> rows, String job, String who) {
        return rows.stream()
                .filter(row -> row.job.equals(job) && row.who.equals(who))
                .findFirst()
                .map(Row::median);
    }

    /** Two digits that mean something, and no more than there are. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }
}
