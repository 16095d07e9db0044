package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.report.DiffView.Block;
import io.jenkins.plugins.gitops.core.report.DiffView.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes diffs as tables that show as one column or, when the page is told so, side by side. All diffs of a page together
 * have a limit, and so has each one: what is over it is counted and left out.
 */
final class HtmlDiff {
    private static final int PAGE = 4_000_000;
    private static final int OBJECT = 400_000;
    /** When a page's diffs are longer than this, folded lines are only counted. */
    private static final int FOLDS = 500_000;
    /** Roughly what the markup of a row takes. */
    private static final int ROW = 80;

    private final MarkupWriter html;
    private final int start;
    private boolean inTable;

    HtmlDiff(MarkupWriter html) {
        this.html = html;
        this.start = html.length();
    }

    void write(DiffView diff, String caption) {
        if (diff.blocks().isEmpty()) {
            html.element("p", diff.note().isEmpty() ? "No field changes." : diff.note(), "class", "gitops-empty");
        } else if (isOneSided(diff)) {
            whole(diff);
        } else {
            html.open("div", "class", "gitops-diff");
            blocks(diff.blocks(), caption);
            html.close();
        }
    }

    private static boolean isOneSided(DiffView diff) {
        return (diff.added() == 0 || diff.removed() == 0)
                && diff.blocks().stream().allMatch(block -> block.type() == Type.CHANGE);
    }

    private void whole(DiffView diff) {
        boolean added = diff.added() > 0;
        int end = html.length() + room();
        List<DiffRow> rows = diff.blocks().get(0).rows();
        html.open("pre", "class", "gitops-whole gitops-" + (added ? Tone.GOOD : Tone.BAD).css());
        html.element("span", added ? "New object:" : "Deleted object:", "class", "gitops-hidden");
        int written = 0;
        while (written < rows.size() && html.length() < end) {
            html.block(rows.get(written).text() + "\n");
            written++;
        }
        html.close();
        More.lines(rows.size(), written, "line", "lines").forEach(this::more);
    }

    private void blocks(List<Block> blocks, String caption) {
        int end = html.length() + room();
        boolean first = true;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            int need = block.rows().stream()
                    .mapToInt(row -> row.text().length() + ROW)
                    .sum();
            boolean fits = html.length() + need <= end;
            if (block.type() == Type.FOLD) {
                endTable();
                fold(block, html.length() + need <= start + FOLDS);
            } else if (fits) {
                table(first ? caption : null);
                first = false;
                block(block);
            } else {
                endTable();
                int left = blocks.subList(i, blocks.size()).stream()
                        .mapToInt(Block::lines)
                        .sum();
                more("… and " + left + " more lines");
                return;
            }
        }
        endTable();
    }

    private int room() {
        return Math.max(0, Math.min(OBJECT, PAGE - (html.length() - start)));
    }

    private void table(String caption) {
        if (!inTable) {
            html.open("table");
            inTable = true;
            if (caption != null) {
                html.element("caption", caption, "class", "gitops-hidden");
            }
        }
    }

    private void endTable() {
        if (inTable) {
            html.closeLine();
            inTable = false;
        }
    }

    private void block(Block block) {
        if (block.type() == Type.CONTEXT) {
            body(null, block.rows());
        } else {
            body("gitops-old", only(block, Sign.REMOVED));
            body("gitops-new", only(block, Sign.ADDED));
        }
    }

    private static List<DiffRow> only(Block block, Sign sign) {
        return block.rows().stream().filter(row -> row.sign() == sign).collect(Collectors.toList());
    }

    private void body(String css, List<DiffRow> rows) {
        if (!rows.isEmpty()) {
            html.open("tbody", "class", css);
            rows.forEach(this::row);
            html.closeLine();
        }
    }

    private void row(DiffRow row) {
        html.open("tr");
        number(row.oldLine());
        number(row.newLine());
        html.element("td", row.sign() == Sign.REMOVED ? "−" : row.sign().text().strip());
        html.open("td");
        for (DiffRow.Part part : row.parts()) {
            if (part.changed()) {
                html.open(row.sign() == Sign.REMOVED ? "del" : "ins")
                        .block(part.text())
                        .close();
            } else {
                html.block(part.text());
            }
        }
        html.close().closeLine();
    }

    private void number(int line) {
        html.open("td", "data-n", line == 0 ? null : Integer.toString(line)).close();
    }

    private void fold(Block block, boolean withRows) {
        String text = block.lines() + " unchanged lines" + (block.place().isEmpty() ? "" : " · " + block.place());
        if (withRows && !block.rows().isEmpty()) {
            html.open("details", "class", "gitops-fold")
                    .element("summary", text)
                    .open("table");
            body(null, block.rows());
            html.close().closeLine();
        } else {
            html.open("div", "class", "gitops-fold").element("p", text).closeLine();
        }
    }

    private void more(String text) {
        html.element("p", text + "; the whole is in the record itself", "class", "gitops-empty");
    }
}
