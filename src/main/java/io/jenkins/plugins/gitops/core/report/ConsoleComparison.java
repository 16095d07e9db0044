package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.flow.Comparison;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.plan.ManifestDiff;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.util.ArrayList;
import java.util.List;

/** Writes how two deployments differ, for a console: {@code -} is of the first, {@code +} of the second. */
public final class ConsoleComparison {
    private final Ink ink;
    private final ConsoleLimits limits = ConsoleLimits.DEFAULT;

    /** @param colour whether to colour with ANSI escapes */
    public ConsoleComparison(boolean colour) {
        this.ink = new Ink(colour);
    }

    /** @return both deployments, the images that differ, and a line an object with a line a field */
    public List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>(sides(comparison));
        comparison.firstImages().forEach(image -> lines.add("  " + ink.paint(Tone.BAD, "- image " + text(image))));
        comparison.secondImages().forEach(image -> lines.add("  " + ink.paint(Tone.GOOD, "+ image " + text(image))));
        if (comparison.isSame()) {
            lines.add(ink.paint(Tone.GOOD, "Both have applied the same."));
            return lines;
        }
        lines.add("");
        ConsoleFields fields = new ConsoleFields(ink, limits);
        comparison.objects().stream().limit(limits.objects()).forEach(object -> {
            lines.add(object(object));
            lines.addAll(fields.lines(object.fields()));
        });
        lines.addAll(More.lines(comparison.objects().size(), limits.objects(), "object", "objects"));
        return lines;
    }

    private List<String> sides(Comparison comparison) {
        ConsoleTable table = new ConsoleTable(1, 24, 24, 10, 10, 50);
        table.row(cells("-", comparison.first()));
        table.row(cells("+", comparison.second()));
        return table.lines();
    }

    private static Cell[] cells(String sign, Comparison.Side side) {
        Deployment deployment = side.deployment();
        String commit = deployment.commit();
        return new Cell[] {
            Cell.of(sign),
            Cell.of(side.target().environment()),
            Cell.of(deployment.id()),
            Cell.of(deployment.state()),
            Cell.of(commit.isEmpty() ? "–" : commit.substring(0, Math.min(9, commit.length()))),
            Cell.of(deployment.subject())
        };
    }

    private String object(ManifestDiff object) {
        String name = text(Names.of(object.key()))
                + (object.key().namespace().isEmpty()
                        ? ""
                        : " in " + text(object.key().namespace()));
        return switch (object.side()) {
            case FIRST -> ink.paint(Tone.BAD, "- " + name);
            case SECOND -> ink.paint(Tone.GOOD, "+ " + name);
            case BOTH -> ink.paint(Tone.CHANGED, "~ " + name);
        };
    }

    private static String text(String text) {
        return SafeText.line(text);
    }
}
