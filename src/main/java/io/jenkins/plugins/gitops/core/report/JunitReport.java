package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A record as JUnit XML, which every build server can show: a test case an object, test and check. An object's failed when its apply did, when it is
 * not healthy, or when it has drifted; it was skipped when the deployment did not come to it.
 */
public final class JunitReport {
    private final ReportView view;
    private final DeploymentRecord record;
    private final Map<ResourceKey, Duration> took;
    private final Map<ResourceKey, List<DriftLine>> drift;
    private final List<Case> cases = new ArrayList<>();

    private enum Verdict {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** @param type what failed: {@code apply}, {@code plan}, {@code health}, {@code check}, {@code drift}, {@code deployment} */
    private record Case(String name, Duration took, Verdict verdict, String type, String message, String details) {}

    private JunitReport(DeploymentRecord record) {
        this.view = ReportView.of(record);
        this.record = record;
        this.took = record.results().stream()
                .collect(Collectors.toMap(ObjectResult::key, ObjectResult::took, (first, second) -> second));
        this.drift = view.drift().stream()
                .filter(line -> line.object().isPresent())
                .collect(Collectors.groupingBy(line -> line.object().get().key()));
    }

    /** @return the document, to be stored as UTF-8 */
    public static String of(DeploymentRecord record) {
        return new JunitReport(record).write();
    }

    private String write() {
        view.objects().forEach(object -> cases.add(caseOf(object)));
        record.checks().forEach(check -> cases.add(caseOf(check)));
        view.drift().stream()
                .filter(line -> line.object().isEmpty())
                .forEach(line ->
                        cases.add(new Case("drift", Duration.ZERO, Verdict.FAILED, "drift", line.text(), line.text())));
        boolean bad = record.state() == State.FAILED || record.state() == State.ABORTED;
        if (bad && count(Verdict.FAILED) == 0) {
            String why = record.message().isEmpty() ? view.state().word() : record.message();
            cases.add(new Case("deployment", Duration.ZERO, Verdict.FAILED, "deployment", firstLine(why), why));
        }
        MarkupWriter xml = new MarkupWriter().xml();
        xml.open("testsuites").block("\n");
        suite(xml);
        return xml.closeLine().toString();
    }

    private void suite(MarkupWriter xml) {
        Duration all = record.finished()
                .map(end -> Duration.between(record.started(), end))
                .orElse(Duration.ZERO);
        xml.open(
                "testsuite",
                "name",
                record.app() + " → " + record.environment() + " (" + view.kind() + " " + record.id() + ")",
                "tests",
                Integer.toString(cases.size()),
                "failures",
                Long.toString(count(Verdict.FAILED)),
                "errors",
                "0",
                "skipped",
                Long.toString(count(Verdict.SKIPPED)),
                "time",
                seconds(all),
                "timestamp",
                Times.iso(record.started()));
        xml.block("\n");
        properties(xml);
        cases.forEach(one -> write(xml, one));
        xml.closeLine();
    }

    private void properties(MarkupWriter xml) {
        xml.open("properties").block("\n");
        property(xml, "server", record.server());
        property(xml, "namespace", record.namespace());
        record.commit().ifPresent(commit -> property(xml, "commit", commit.id()));
        property(xml, "actor", record.actor());
        property(xml, "reason", record.reason());
        property(xml, "plan", view.planDigest());
        xml.closeLine();
    }

    private static void property(MarkupWriter xml, String name, String value) {
        if (!value.isEmpty()) {
            xml.open("property", "name", name, "value", value).closeLine();
        }
    }

    private void write(MarkupWriter xml, Case one) {
        xml.open(
                "testcase",
                "classname",
                part(record.app()) + "." + part(record.environment()),
                "name",
                one.name,
                "time",
                seconds(one.took));
        if (one.verdict == Verdict.FAILED) {
            xml.open("failure", "type", one.type, "message", one.message)
                    .block(one.details)
                    .close();
        } else if (one.verdict == Verdict.SKIPPED) {
            xml.open("skipped", "message", one.message).close();
        }
        xml.closeLine();
    }

    private static Case caseOf(CheckResult check) {
        return new Case(
                check.name(),
                check.took(),
                check.passed() ? Verdict.PASSED : Verdict.FAILED,
                "check",
                firstLine(check.message()),
                check.message());
    }

    private Case caseOf(ObjectView object) {
        String name = object.key().toString();
        Duration time = took.getOrDefault(object.key(), Duration.ZERO);
        if (object.problem()) {
            String type = type(object);
            String reason = FirstCheck.reason(object);
            Advice advice = Advice.on(object);
            String details = lines(List.of(reason, object.explanation(), advice.text(), advice.command()));
            return new Case(name, time, Verdict.FAILED, type, firstLine(reason), details);
        }
        if (drift.containsKey(object.key())) {
            List<String> texts =
                    drift.get(object.key()).stream().map(DriftLine::text).toList();
            return new Case(name, time, Verdict.FAILED, "drift", texts.get(0), lines(texts));
        }
        if (object.group() == ObjectView.Group.OPEN) {
            String why = object.message().isEmpty() ? object.label().word() : object.message();
            Verdict verdict = object.label().tone() == Tone.BAD ? Verdict.FAILED : Verdict.SKIPPED;
            return new Case(name, time, verdict, "plan", firstLine(why), why);
        }
        return new Case(name, time, Verdict.PASSED, "", "", "");
    }

    private static String type(ObjectView object) {
        if (object.group() == ObjectView.Group.FAILED) {
            return "apply";
        }
        return object.health().equals(Label.NONE) ? "plan" : "health";
    }

    private static String lines(List<String> texts) {
        return texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Build servers take what is before the last dot for a package. */
    private static String part(String name) {
        return name.replace('.', '_');
    }

    private long count(Verdict verdict) {
        return cases.stream().filter(one -> one.verdict == verdict).count();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
