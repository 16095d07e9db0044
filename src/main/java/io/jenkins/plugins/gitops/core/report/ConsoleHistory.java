package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.util.List;
import java.util.stream.Collectors;

/** Writes deployments as a table. */
final class ConsoleHistory {
    /** What the other columns take at most, with their gaps. */
    private static final int OTHERS = 20 + 16 + 10 + 8 + 10 + 12 + 14 + 7 * 2;

    private static final int LEAST_SUBJECT = 24;

    private final Ink ink;
    private final ConsoleLimits limits;

    ConsoleHistory(Ink ink, ConsoleLimits limits) {
        this.ink = ink;
        this.limits = limits;
    }

    List<String> lines(List<DeploymentRecord> records) {
        int subject = Math.max(LEAST_SUBJECT, limits.width() - OTHERS);
        ConsoleTable table = new ConsoleTable(20, 16, 10, subject, 8, 10, 12, 14);
        table.row(
                head("ID"),
                head("WHEN (UTC)"),
                head("COMMIT"),
                head("SUBJECT"),
                head("KIND"),
                head("STATE"),
                head("CHANGES"),
                head("BY"));
        records.forEach(record -> table.row(cells(record)));
        return table.lines();
    }

    private Cell head(String text) {
        return new Cell(text, ink::bold);
    }

    private Cell[] cells(DeploymentRecord record) {
        Label state = Label.of(record.state());
        return new Cell[] {
            Cell.of(record.id()),
            Cell.of(Times.minutes(record.started())),
            Cell.of(record.commit().map(Commit::shortId).orElse("–")),
            Cell.of(record.commit().map(Commit::subject).orElse("")),
            Cell.of(Label.word(record.kind())),
            new Cell(state.toString(), text -> ink.paint(state.tone(), text)),
            Cell.of(changes(record)),
            Cell.of(record.actor())
        };
    }

    private static String changes(DeploymentRecord record) {
        String changes = ReportView.of(record).counts().stream()
                .filter(count -> !count.label().sign().equals("="))
                .map(count -> count.label().sign() + count.number())
                .collect(Collectors.joining(" "));
        return changes.isEmpty() ? "none" : changes;
    }
}
