package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Explanation;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans and records as lines for a terminal or a build log. Control characters in what comes from outside are shown, not
 * sent; what is long is cut, and what is left out is counted.
 */
public final class ConsoleReport {
    /** What comes or goes as a whole, so that its fields say nothing more. */
    private static final Set<Action> WHOLE = EnumSet.of(Action.CREATE, Action.PRUNE, Action.RUN);

    private final Ink ink;
    private final ConsoleLimits limits;
    private final ConsoleFields fields;

    /** @param colour whether to colour with ANSI escapes */
    public ConsoleReport(boolean colour) {
        this(colour, ConsoleLimits.DEFAULT);
    }

    /**
     * @param colour whether to colour with ANSI escapes
     * @param limits where to cut
     */
    public ConsoleReport(boolean colour, ConsoleLimits limits) {
        this(new Ink(colour), limits);
    }

    ConsoleReport(Ink ink, ConsoleLimits limits) {
        this.ink = ink;
        this.limits = limits;
        this.fields = new ConsoleFields(ink, limits);
    }

    /** @return what the plan would do: a line an object that would change, a line a field, and the digest */
    public List<String> plan(Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold("Plan for " + SafeText.line(plan.app()) + " → " + SafeText.line(plan.environment())) + " ("
                + SafeText.line(plan.server()) + ", namespace " + SafeText.line(plan.namespace()) + ")");
        lines.add(plan.summary());
        List<Change> changes = plan.changes().stream()
                .filter(change -> change.action().isWork())
                .toList();
        if (!changes.isEmpty()) {
            lines.add("");
            lines.addAll(changes(changes));
            lines.add("");
        }
        plan.warnings().forEach(warning -> lines.add(warning(warning)));
        lines.add("Plan digest " + SafeText.line(plan.digest()));
        return lines;
    }

    /** @return what the deployment did */
    public List<String> record(DeploymentRecord record) {
        return new ConsoleRecord(ink, limits).lines(record);
    }

    /** @return a table of deployments, a line each, in the order given */
    public List<String> history(List<Deployment> deployments) {
        return deployments.isEmpty() ? List.of("No deployments.") : new ConsoleHistory(ink, limits).lines(deployments);
    }

    /** @return a line for each test and check; none when there was none */
    public List<String> checks(List<CheckResult> checks) {
        return checks.stream()
                .map(check -> ink.paint(Label.of(check).tone(), Label.of(check).toString()) + "  "
                        + SafeText.line(check.name())
                        + (check.message().isEmpty() ? "" : ": " + SafeText.line(check.message())))
                .toList();
    }

    /** @return the lines of drift, or one that says that there is none */
    public List<String> drift(List<String> drift) {
        if (drift.isEmpty()) {
            return List.of(ink.paint(Tone.GOOD, "No drift: what was applied is still what is there."));
        }
        List<String> lines = new ArrayList<>();
        lines.add(ink.paint(
                Tone.WARNING,
                "Drift: " + drift.size() + (drift.size() == 1 ? " field differs" : " fields differ")
                        + " from what was applied"));
        drift.stream().limit(limits.objects()).forEach(line -> lines.add("  ! " + SafeText.line(line)));
        More.lines(drift.size(), limits.objects(), "field", "fields").forEach(more -> lines.add("  " + more));
        return lines;
    }

    private List<String> changes(List<Change> changes) {
        List<Change> shown = changes.stream().limit(limits.objects()).toList();
        ConsoleTable table = new ConsoleTable(11, 56, 40, 200);
        shown.forEach(change -> table.row(cells(change)));
        List<String> heads = table.lines();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Change change = shown.get(i);
            lines.add(heads.get(i));
            if (!WHOLE.contains(change.action())) {
                lines.addAll(fields.lines(change.fields()));
            }
        }
        lines.addAll(More.lines(changes.size(), limits.objects(), "object", "objects"));
        return lines;
    }

    private Cell[] cells(Change change) {
        Label label = Label.of(change.action());
        return new Cell[] {
            new Cell(label.toString(), text -> ink.paint(label.tone(), text)),
            new Cell(Names.of(change.key()), ink::bold),
            Cell.of(Names.namespace(change.key())),
            Cell.of(Stream.of(change.reason(), Explanation.of(change))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; ")))
        };
    }

    private String warning(String warning) {
        return ink.paint(Tone.WARNING, "Warning: " + SafeText.line(warning));
    }
}
