package io.jenkins.plugins.gitops.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of cells in columns that are as wide as their longest cell, within a limit a column. */
final class ConsoleTable {
    private static final String GAP = "  ";

    private final int[] most;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** @param most per column, where its cells are cut */
    ConsoleTable(int... most) {
        this.most = most.clone();
    }

    /**
     * @param text what it says; made safe and cut to the column
     * @param paint how it is coloured once it has its width
     */
    record Cell(String text, UnaryOperator<String> paint) {
        static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    void row(Cell... cells) {
        List<Cell> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            row.add(new Cell(SafeText.cut(SafeText.line(cells[i].text), most[i]), cells[i].paint));
        }
        rows.add(row);
    }

    /** @return the rows as lines, the last column as long as it is */
    List<String> lines() {
        int[] widths = new int[most.length];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], length(row.get(i).text));
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int blanks = 0;
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            if (!cell.text.isEmpty()) {
                line.append(" ".repeat(blanks)).append(cell.paint.apply(cell.text));
                blanks = 0;
            }
            if (widths[i] > 0) {
                blanks += widths[i] - length(cell.text) + GAP.length();
            }
        }
        return line.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
