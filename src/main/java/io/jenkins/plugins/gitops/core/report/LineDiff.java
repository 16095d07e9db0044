package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.DiffRow.Part;
import io.jenkins.plugins.gitops.core.report.DiffView.Block;
import io.jenkins.plugins.gitops.core.report.DiffView.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares texts line by line and folds what is far from any change. */
final class LineDiff {
    /** More lines than this on either side are not compared. */
    static final int MOST_LINES = 50_000;

    /** Of longer folds only the length is kept. */
    private static final int MOST_FOLDED = 200;

    private final List<String> before;
    private final List<String> after;
    private final int context;
    private final List<Block> blocks = new ArrayList<>();

    private LineDiff(List<String> before, List<String> after, int context) {
        this.before = before;
        this.after = after;
        this.context = context;
    }

    /**
     * @param context how many unchanged lines to keep on each side of a change
     * @return the difference; empty when the texts are equal
     */
    static DiffView compare(List<String> before, List<String> after, int context) {
        if (before.equals(after)) {
            return DiffView.EMPTY;
        }
        if (before.size() > MOST_LINES || after.size() > MOST_LINES) {
            String note = "Too large to compare: " + before.size() + " lines before, " + after.size() + " lines after.";
            return new DiffView(0, 0, List.of(), note);
        }
        return new LineDiff(before, after, context).compare();
    }

    private DiffView compare() {
        Map<String, Integer> numbers = new HashMap<>();
        int[] x = numbers(before, numbers);
        int[] y = numbers(after, numbers);
        SequenceDiff.Marks marks = SequenceDiff.compare(x, y);
        HunkSlider.slide(before, x, marks.removed());
        HunkSlider.slide(after, y, marks.added());
        int i = 0;
        int j = 0;
        int added = 0;
        int removed = 0;
        while (i < before.size() || j < after.size()) {
            int iStart = i;
            int jStart = j;
            while (i < before.size() && !marks.removed()[i] && j < after.size() && !marks.added()[j]) {
                i++;
                j++;
            }
            same(iStart, jStart, i - iStart, i == before.size() && j == after.size());
            int iChange = i;
            int jChange = j;
            while (i < before.size() && marks.removed()[i]) {
                i++;
            }
            while (j < after.size() && marks.added()[j]) {
                j++;
            }
            removed += i - iChange;
            added += j - jChange;
            changed(iChange, i, jChange, j);
        }
        return new DiffView(added, removed, List.copyOf(blocks), "");
    }

    private static int[] numbers(List<String> lines, Map<String, Integer> numbers) {
        return lines.stream()
                .mapToInt(line -> numbers.computeIfAbsent(line, key -> numbers.size()))
                .toArray();
    }

    private void same(int i, int j, int length, boolean last) {
        int head = blocks.isEmpty() ? 0 : Math.min(context, length);
        int tail = last ? 0 : Math.min(context, length - head);
        int folded = length - head - tail;
        if (folded <= 1) {
            head += folded;
            folded = 0;
        }
        context(Type.CONTEXT, i, j, head);
        if (folded > 0) {
            blocks.add(new Block(
                    Type.FOLD,
                    folded > MOST_FOLDED ? List.of() : rows(i + head, j + head, folded),
                    folded,
                    last ? "" : Outline.place(after, j + head + folded)));
        }
        context(Type.CONTEXT, i + head + folded, j + head + folded, tail);
    }

    private void context(Type type, int i, int j, int length) {
        if (length > 0) {
            blocks.add(new Block(type, rows(i, j, length), length, ""));
        }
    }

    private List<DiffRow> rows(int i, int j, int length) {
        List<DiffRow> rows = new ArrayList<>(length);
        for (int n = 0; n < length; n++) {
            rows.add(new DiffRow(Sign.SAME, i + n + 1, j + n + 1, plain(before.get(i + n))));
        }
        return rows;
    }

    private void changed(int iStart, int iEnd, int jStart, int jEnd) {
        for (LinePairs.Piece piece : LinePairs.of(before.subList(iStart, iEnd), after.subList(jStart, jEnd))) {
            List<DiffRow> rows = new ArrayList<>();
            List<DiffRow> addedRows = new ArrayList<>();
            for (int i = iStart + piece.removedStart(); i < iStart + piece.removedEnd(); i++) {
                WordDiff.Pair words = new WordDiff.Pair(plain(before.get(i)), List.of());
                if (piece.paired()) {
                    int j = jStart + piece.addedStart() + i - iStart - piece.removedStart();
                    words = WordDiff.compare(before.get(i), after.get(j));
                    addedRows.add(new DiffRow(Sign.ADDED, 0, j + 1, words.after()));
                }
                rows.add(new DiffRow(Sign.REMOVED, i + 1, 0, words.before()));
            }
            for (int j = jStart + piece.addedStart(); !piece.paired() && j < jStart + piece.addedEnd(); j++) {
                addedRows.add(new DiffRow(Sign.ADDED, 0, j + 1, plain(after.get(j))));
            }
            rows.addAll(addedRows);
            blocks.add(new Block(Type.CHANGE, rows, rows.size(), ""));
        }
    }

    private static List<Part> plain(String line) {
        return List.of(new Part(SafeText.code(line), false));
    }
}
