package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.DiffView.Block;
import io.jenkins.plugins.gitops.core.report.DiffView.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes a diff as the unified format that {@code diff -u} and Git use. */
final class UnifiedDiff {
    private UnifiedDiff() {}

    /** @return the lines, from the first {@code @@} on; the note when there is no diff to show */
    static List<String> lines(DiffView diff) {
        List<String> lines = new ArrayList<>();
        if (!diff.note().isEmpty()) {
            lines.add(diff.note());
        }
        List<DiffRow> hunk = new ArrayList<>();
        String place = "";
        for (Block block : diff.blocks()) {
            if (block.type() == Type.FOLD) {
                hunk(hunk, place, lines);
                hunk.clear();
                place = block.place();
            } else {
                hunk.addAll(block.rows());
            }
        }
        hunk(hunk, place, lines);
        return lines;
    }

    private static void hunk(List<DiffRow> rows, String place, List<String> lines) {
        if (rows.isEmpty()) {
            return;
        }
        String header = "@@ -" + range(rows.stream().mapToInt(DiffRow::oldLine).toArray()) + " +"
                + range(rows.stream().mapToInt(DiffRow::newLine).toArray()) + " @@";
        lines.add(place.isEmpty() ? header : header + " " + place);
        rows.forEach(row -> lines.add(row.sign().text() + row.text()));
    }

    private static String range(int[] numbers) {
        int first = 0;
        int count = 0;
        for (int number : numbers) {
            if (number > 0) {
                first = first == 0 ? number : first;
                count++;
            }
        }
        return count == 1 ? Integer.toString(first) : first + "," + count;
    }
}
