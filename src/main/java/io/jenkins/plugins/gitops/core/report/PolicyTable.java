package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.Rule;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.policy.Violation;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What checks have found, for a console. */
public final class PolicyTable {
    private final Ink ink;

    /** @param colour whether to colour with ANSI escapes */
    public PolicyTable(boolean colour) {
        ink = new Ink(colour);
    }

    /** @return a row for each violation, what each violated rule is about, and how many there are */
    public List<String> lines(PolicyReport report) {
        ConsoleTable table = new ConsoleTable(5, 20, 60, 60, Integer.MAX_VALUE);
        report.violations()
                .forEach(violation -> table.row(
                        severity(violation.severity()),
                        Cell.of(violation.rule().id()),
                        Cell.of(violation.place()),
                        Cell.of(violation.subject()),
                        Cell.of(problem(violation))));
        List<String> lines = new ArrayList<>(table.lines());
        if (!lines.isEmpty()) {
            lines.add("");
        }
        byRule(report.violations()).keySet().forEach(rule -> {
            lines.add(ink.bold(rule.id()) + ": " + rule.summary() + " " + rule.why());
            lines.add("  To let it pass: " + rule.silence() + ".");
        });
        lines.add(count(report));
        return lines;
    }

    /** @return one line for each rule that is violated as a warning, with the first place */
    public static List<String> summary(PolicyReport report) {
        return byRule(report.of(Severity.WARN)).entrySet().stream()
                .map(rule -> {
                    Violation first = rule.getValue().get(0);
                    int more = rule.getValue().size() - 1;
                    String place = first.place().isEmpty() ? "" : first.place() + " ";
                    return SafeText.line("check " + first.rule().id() + ": " + place + first.subject() + ": "
                                    + problem(first))
                            + (more == 0 ? "" : ", and " + more + " more");
                })
                .toList();
    }

    /** @return a row for each rule */
    public static List<String> rules(List<Rule> rules) {
        ConsoleTable table = new ConsoleTable(20, 5, Integer.MAX_VALUE);
        rules.forEach(
                rule -> table.row(Cell.of(rule.id()), Cell.of(rule.standard().word()), Cell.of(rule.summary())));
        return table.lines();
    }

    private Cell severity(Severity severity) {
        Tone tone = severity == Severity.ERROR ? Tone.BAD : Tone.WARNING;
        return new Cell(severity.word(), text -> ink.paint(tone, text));
    }

    private static String problem(Violation violation) {
        return (violation.field().isEmpty() ? "" : violation.field() + ": ") + violation.problem();
    }

    private static Map<Rule, List<Violation>> byRule(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(Violation::rule, LinkedHashMap::new, Collectors.toList()));
    }

    private static String count(PolicyReport report) {
        int errors = report.of(Severity.ERROR).size();
        int warnings = report.of(Severity.WARN).size();
        String silenced =
                report.silenced().isEmpty() ? "" : ", " + report.silenced().size() + " silenced";
        return errors
                + (errors == 1 ? " error, " : " errors, ")
                + warnings
                + (warnings == 1 ? " warning" : " warnings")
                + silenced;
    }
}
