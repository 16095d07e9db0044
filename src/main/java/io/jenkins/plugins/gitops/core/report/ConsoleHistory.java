package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.util.List;

/** Writes the deployments that a cluster remembers as a table. */
final class ConsoleHistory {
    /** What the other columns take at most, with their gaps. */
    private static final int OTHERS = 24 + 16 + 10 + 8 + 10 + 30 + 14 + 7 * 2;

    private static final int LEAST_SUBJECT = 24;

    private final Ink ink;
    private final ConsoleLimits limits;

    ConsoleHistory(Ink ink, ConsoleLimits limits) {
        this.ink = ink;
        this.limits = limits;
    }

    List<String> lines(List<Deployment> deployments) {
        int subject = Math.max(LEAST_SUBJECT, limits.width() - OTHERS);
        ConsoleTable table = new ConsoleTable(24, 16, 10, subject, 8, 10, 30, 14);
        table.row(
                head("ID"),
                head("WHEN (UTC)"),
                head("COMMIT"),
                head("SUBJECT"),
                head("KIND"),
                head("STATE"),
                head("CHANGES"),
                head("BY"));
        deployments.forEach(deployment -> table.row(cells(deployment)));
        return table.lines();
    }

    private Cell head(String text) {
        return new Cell(text, ink::bold);
    }

    private Cell[] cells(Deployment deployment) {
        String commit = deployment.commit();
        return new Cell[] {
            Cell.of(deployment.id()),
            Cell.of(Times.minutes(deployment.at())),
            Cell.of(commit.isEmpty() ? "–" : commit.substring(0, Math.min(9, commit.length()))),
            Cell.of(deployment.subject()),
            Cell.of(deployment.kind()),
            new Cell(deployment.state(), text -> ink.paint(tone(deployment.state()), text)),
            Cell.of(deployment.summary()),
            Cell.of(deployment.actor())
        };
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "verified" -> Tone.GOOD;
            case "applied" -> Tone.CHANGED;
            default -> Tone.BAD;
        };
    }
}
