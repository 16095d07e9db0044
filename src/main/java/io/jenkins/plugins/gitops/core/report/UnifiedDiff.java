package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.DiffView.Block;
import io.jenkins.plugins.gitops.core.report.DiffView.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes a diff as the unified format that {@code diff -u} and Git use. */
final class UnifiedDiff {
    private final List<String> lines = new ArrayList<>();
    private final List<DiffRow> hunk = new ArrayList<>();
    private String place = "";
    private int oldLines;
    private int newLines;

    private UnifiedDiff() {}

    /** @return the lines, from the first {@code @@} on; the note when there is no diff to show */
    static List<String> lines(DiffView diff) {
        UnifiedDiff unified = new UnifiedDiff();
        if (!diff.note().isEmpty()) {
            unified.lines.add(diff.note());
        }
        for (Block block : diff.blocks()) {
            if (block.type() == Type.FOLD) {
                unified.endHunk();
                unified.oldLines += block.lines();
                unified.newLines += block.lines();
                unified.place = block.place();
            } else {
                unified.hunk.addAll(block.rows());
            }
        }
        unified.endHunk();
        return unified.lines;
    }

    private void endHunk() {
        if (hunk.isEmpty()) {
            return;
        }
        int olds = (int) hunk.stream().filter(row -> row.sign() != Sign.ADDED).count();
        int news = (int) hunk.stream().filter(row -> row.sign() != Sign.REMOVED).count();
        String header = "@@ -" + range(oldLines, olds) + " +" + range(newLines, news) + " @@";
        lines.add(place.isEmpty() ? header : header + " " + place);
        hunk.forEach(row -> lines.add(row.sign().text() + row.text()));
        oldLines += olds;
        newLines += news;
        hunk.clear();
    }

    /** A side without lines is named by the line after which it stands. */
    private static String range(int before, int count) {
        return count == 1 ? Integer.toString(before + 1) : (count == 0 ? before : before + 1) + "," + count;
    }
}
