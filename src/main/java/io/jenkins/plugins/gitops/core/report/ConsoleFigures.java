package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.record.Figures;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes figures for a console. */
public final class ConsoleFigures {
    private ConsoleFigures() {}

    /**
     * @param days how many days they are of
     * @return a line a figure
     */
    public static List<String> lines(Figures figures, int days) {
        ConsoleTable table = new ConsoleTable(40, 60);
        row(table, "days", String.valueOf(days));
        row(table, "commits", String.valueOf(figures.commits()));
        row(
                table,
                "checks passed",
                percent(figures.checkRate()) + " (" + figures.refused() + " of " + figures.checked() + " refused)");
        row(
                table,
                "deployments",
                figures.deployments() + String.format(Locale.ROOT, ", %.2f good a day", figures.perDay()));
        row(table, "deployments failed", percent(figures.failureRate()) + " (" + figures.failed() + ")");
        row(table, "rollbacks, corrections", figures.rollbacks() + ", " + figures.corrections());
        row(table, "commit to deployment (build, tests)", duration(figures.beforeDeployment()));
        row(table, "deployment", duration(figures.deployment()));
        row(table, "commit to deployed", duration(figures.total()));
        row(table, "failure to good again", duration(figures.restore()));
        return table.lines();
    }

    private static void row(ConsoleTable table, String name, String value) {
        table.row(Cell.of(name), Cell.of(value));
    }

    private static String percent(Optional<Double> share) {
        return share.map(value -> Math.round(value * 100) + " %").orElse("–");
    }

    private static String duration(Optional<Duration> duration) {
        return duration.map(Times::duration).orElse("–");
    }
}
