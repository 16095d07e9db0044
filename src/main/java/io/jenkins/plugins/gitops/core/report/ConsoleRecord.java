package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.report.ConsoleTable.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes one record for a console. */
final class ConsoleRecord {
    private static final int COMMITS = 10;
    private static final int LONGEST_REASON = 500;

    private final Ink ink;
    private final ConsoleLimits limits;

    ConsoleRecord(Ink ink, ConsoleLimits limits) {
        this.ink = ink;
        this.limits = limits;
    }

    List<String> lines(DeploymentRecord record) {
        ReportView view = ReportView.of(record);
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold(SafeText.line(record.app()) + " → " + SafeText.line(record.environment())) + "  "
                + paint(view.state()) + "  " + view.kind() + " " + SafeText.line(record.id()));
        if (!record.message().isEmpty()) {
            record.message()
                    .lines()
                    .forEach(line -> lines.add(ink.paint(view.state().tone(), SafeText.line(line))));
        }
        lines.addAll(facts(record, view));
        lines.addAll(objects(view));
        lines.addAll(commits(record));
        if (!record.checks().isEmpty()) {
            lines.add("");
            lines.add("Tests and checks:");
            new ConsoleReport(ink, limits).checks(record.checks()).forEach(line -> lines.add("  " + line));
        }
        if (!record.drift().isEmpty()) {
            lines.add("");
            lines.addAll(new ConsoleReport(ink, limits).drift(record.drift()));
        }
        return lines;
    }

    private List<String> facts(DeploymentRecord record, ReportView view) {
        ConsoleTable table = new ConsoleTable(10, Integer.MAX_VALUE);
        fact(table, "commit", record.commit().map(ConsoleRecord::commit).orElse("none: the source is not in Git"));
        fact(table, "author", record.commit().map(ConsoleRecord::author).orElse(""));
        fact(
                table,
                "signature",
                record.commit()
                        .flatMap(Commit::signature)
                        .map(Signature::summary)
                        .orElse(""));
        view.source().forEach(source -> fact(table, source.name(), source.value()));
        fact(table, "target", record.server() + ", namespace " + record.namespace());
        fact(table, "plan", view.planDigest());
        fact(table, "by", record.actor() + (record.reason().isEmpty() ? "" : ": " + record.reason()));
        String took = view.duration().isEmpty() ? "not finished" : "took " + view.duration();
        fact(table, "when", Times.seconds(record.started()) + ", " + took);
        fact(table, "phases", phases(record));
        fact(table, "objects", view.summary());
        fact(table, "health", health(view));
        fact(table, "previous", record.previous());
        return table.lines().stream().map(line -> "  " + line).toList();
    }

    private void fact(ConsoleTable table, String name, String value) {
        if (!value.isEmpty()) {
            table.row(new Cell(name, text -> ink.paint(Tone.QUIET, text)), Cell.of(value));
        }
    }

    private static String phases(DeploymentRecord record) {
        return record.timings().entrySet().stream()
                .map(phase -> phase.getKey() + " " + Times.duration(phase.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String health(ReportView view) {
        return view.healthCounts().stream()
                .map(count -> count.number() + " " + count.label().word())
                .collect(Collectors.joining(", "));
    }

    private List<String> objects(ReportView view) {
        List<ObjectView> objects = view.changed();
        if (objects.isEmpty()) {
            return List.of();
        }
        List<ObjectView> shown = objects.stream().limit(limits.objects()).toList();
        ConsoleTable table = new ConsoleTable(11, 56, 40, 13);
        shown.forEach(object -> {
            Label label = object.label();
            Label health = object.health();
            table.row(
                    new Cell(label.toString(), text -> ink.paint(label.tone(), text)),
                    new Cell(Names.of(object.key()), ink::bold),
                    Cell.of(Names.namespace(object.key())),
                    new Cell(
                            health.equals(Label.NONE) ? "" : health.toString(),
                            text -> ink.paint(health.tone(), text)));
        });
        List<String> heads = table.lines();
        List<String> lines = new ArrayList<>();
        lines.add("");
        for (int i = 0; i < shown.size(); i++) {
            lines.add(heads.get(i));
            Stream.of(shown.get(i).message(), shown.get(i).healthReason())
                    .filter(reason -> !reason.isEmpty())
                    .forEach(reason -> lines.add("    " + SafeText.cut(SafeText.line(reason), LONGEST_REASON)));
        }
        lines.addAll(More.lines(objects.size(), limits.objects(), "object", "objects"));
        return lines;
    }

    private List<String> commits(DeploymentRecord record) {
        if (record.commits().isEmpty()) {
            return List.of();
        }
        ConsoleTable table = new ConsoleTable(10, 16, 50, 40);
        record.commits().stream()
                .limit(COMMITS)
                .forEach(commit -> table.row(
                        Cell.of(commit.shortId()),
                        Cell.of(Times.minutes(commit.time())),
                        Cell.of(commit.subject()),
                        Cell.of(commit.author())));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Commits since the previous deployment:");
        table.lines().forEach(line -> lines.add("  " + line));
        More.lines(record.commits().size(), COMMITS, "commit", "commits").forEach(more -> lines.add("  " + more));
        return lines;
    }

    private String paint(Label label) {
        return ink.paint(label.tone(), label.toString());
    }

    private static String commit(Commit commit) {
        int dirty = commit.dirty().size();
        String text = commit.shortId() + " " + commit.subject();
        return dirty == 0 ? text : text + " (with " + dirty + " uncommitted " + (dirty == 1 ? "change)" : "changes)");
    }

    private static String author(Commit commit) {
        // A rollback knows of its commit only what the history has kept.
        return commit.author().isEmpty() ? "" : commit.author() + ", " + Times.minutes(commit.time()) + " UTC";
    }
}
