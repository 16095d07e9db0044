package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan or a record as Markdown for a comment on a pull request: a table of what changes and the folded diffs, within the
 * length that code hosts accept. Foreign text stands in code spans and fences that it cannot end, so it can
 * neither format nor mention anybody.
 */
public final class MarkdownReport {
    /** Below the 65,536 characters that GitHub takes. */
    private static final int LONGEST = 60_000;

    private static final int OBJECTS = 100;
    private static final int WARNINGS = 20;

    private MarkdownReport() {}

    /** @return the plan: what a deployment would do */
    public static String of(Plan plan) {
        DeploymentRecord record = new RecordBuilder()
                .target(plan.app(), plan.environment(), plan.server(), plan.namespace())
                .kind(DeploymentRecord.Kind.DRY_RUN)
                .state(DeploymentRecord.State.PLANNED, "")
                .plan(Optional.of(plan))
                .build();
        return write(ReportView.of(record), List.of());
    }

    /** @return the record: what a deployment did */
    public static String of(DeploymentRecord record) {
        ReportView view = ReportView.of(record);
        List<String> facts = new ArrayList<>();
        record.commit()
                .ifPresent(
                        commit -> facts.add("commit " + MarkdownText.code(commit.shortId()) + " " + subject(commit)));
        facts.add(view.kind() + " " + MarkdownText.code(record.id()));
        facts.add("by " + MarkdownText.code(record.actor()));
        if (!view.duration().isEmpty()) {
            facts.add(view.duration());
        }
        return write(view, facts);
    }

    private static String subject(Commit commit) {
        return MarkdownText.code(SafeText.cut(commit.subject(), 100));
    }

    private static String write(ReportView view, List<String> facts) {
        DeploymentRecord record = view.record();
        StringBuilder text = new StringBuilder();
        text.append("### ").append(MarkdownText.code(record.app())).append(" → ");
        text.append(MarkdownText.code(record.environment()))
                .append(": ")
                .append(view.state().word())
                .append("\n\n");
        text.append("**").append(view.summary()).append("**");
        facts.forEach(fact -> text.append(" · ").append(fact));
        text.append("\n\n");
        view.firstCheck().ifPresent(check -> text.append(firstCheck(check)));
        record.message()
                .lines()
                .limit(WARNINGS)
                .forEach(line ->
                        text.append("> ").append(MarkdownText.code(line)).append("\n\n"));
        view.warnings().stream()
                .limit(WARNINGS)
                .forEach(warning -> text.append("> Warning: ")
                        .append(MarkdownText.code(warning))
                        .append("\n\n"));
        table(view.changed(), text);
        checks(record.checks(), text);
        drift(record.drift(), text);
        diffs(view.changed(), text);
        if (!view.planDigest().isEmpty()) {
            text.append("\nPlan ").append(MarkdownText.code(view.planDigest())).append('\n');
        }
        return text.toString();
    }

    private static String firstCheck(FirstCheck check) {
        String advice = check.advice().isEmpty() ? "" : " → " + check.advice();
        String command = check.command().isEmpty() ? "" : " " + MarkdownText.code(check.command());
        return "> **Check first:** " + MarkdownText.code(Names.of(check.object().key())) + ": "
                + MarkdownText.code(check.reason()) + advice + command + "\n\n";
    }

    private static void table(List<ObjectView> objects, StringBuilder text) {
        if (objects.isEmpty()) {
            return;
        }
        text.append("| | Object | Namespace | Health | |\n|---|---|---|---|---|\n");
        int shown = 0;
        while (shown < Math.min(objects.size(), OBJECTS) && text.length() < LONGEST / 2) {
            text.append(row(objects.get(shown++)));
        }
        text.append('\n');
        More.lines(objects.size(), shown, "object", "objects")
                .forEach(more -> text.append(more).append("\n\n"));
    }

    private static String row(ObjectView object) {
        String reason = Stream.of(object.message(), object.healthReason(), object.explanation())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return String.join(
                        " | ",
                        "| " + MarkdownText.code(object.label().sign()) + " "
                                + object.label().word(),
                        MarkdownText.cell(Names.of(object.key())),
                        MarkdownText.cell(Names.namespace(object.key())),
                        object.health().equals(Label.NONE)
                                ? ""
                                : object.health().toString(),
                        MarkdownText.cell(reason))
                + " |\n";
    }

    private static void checks(List<CheckResult> checks, StringBuilder text) {
        int shown = 0;
        while (shown < checks.size() && text.length() < LONGEST / 2) {
            CheckResult check = checks.get(shown++);
            text.append("- ").append(Label.of(check)).append(": ").append(MarkdownText.code(check.name()));
            text.append(check.message().isEmpty() ? "" : " " + MarkdownText.code(check.message()))
                    .append('\n');
        }
        More.lines(checks.size(), shown, "check", "checks")
                .forEach(more -> text.append("- ").append(more).append('\n'));
        text.append(checks.isEmpty() ? "" : "\n");
    }

    private static void drift(List<String> drift, StringBuilder text) {
        int shown = 0;
        while (shown < drift.size() && text.length() < LONGEST * 3 / 4) {
            text.append("- drift: ")
                    .append(MarkdownText.code(drift.get(shown++)))
                    .append('\n');
        }
        More.lines(drift.size(), shown, "field", "fields")
                .forEach(more -> text.append("- ").append(more).append('\n'));
    }

    private static void diffs(List<ObjectView> objects, StringBuilder text) {
        int left = 0;
        for (ObjectView object : objects) {
            String lines = String.join("\n", UnifiedDiff.lines(object.diff()));
            String diff = "<details><summary>" + MarkdownText.html(Names.of(object.key())) + "</summary>\n\n"
                    + MarkdownText.fence("diff", lines) + "\n</details>\n";
            boolean fits = text.length() + diff.length() < LONGEST;
            left += lines.isEmpty() || fits ? 0 : 1;
            text.append(!lines.isEmpty() && fits ? diff : "");
        }
        if (left > 0) {
            text.append("\nThe diffs of ").append(left).append(left == 1 ? " object" : " objects");
            text.append(" are too long for a comment.\n");
        }
    }
}
