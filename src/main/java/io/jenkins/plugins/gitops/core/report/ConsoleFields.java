package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import java.util.ArrayList;
import java.util.List;

/** Writes the differing fields of one object, a line each or a text diff where a value has several lines. */
final class ConsoleFields {
    private static final String INDENT = "    ";
    private static final String DEEPER = INDENT + "    ";
    private static final int CONTEXT = 2;

    private final Ink ink;
    private final ConsoleLimits limits;

    ConsoleFields(Ink ink, ConsoleLimits limits) {
        this.ink = ink;
        this.limits = limits;
    }

    List<String> lines(List<FieldDiff> fields) {
        List<String> lines = new ArrayList<>();
        fields.stream().limit(limits.fields()).forEach(field -> field(field, lines));
        More.lines(fields.size(), limits.fields(), "field", "fields").forEach(more -> lines.add(INDENT + more));
        return lines;
    }

    private void field(FieldDiff field, List<String> lines) {
        boolean isNew = field.before().isMissingNode();
        boolean goes = field.after().isMissingNode();
        Tone tone = isNew ? Tone.GOOD : goes ? Tone.BAD : Tone.CHANGED;
        String sign = isNew ? "+" : goes ? "-" : "~";
        String path = INDENT + ink.paint(tone, sign) + " " + SafeText.line(field.path()) + ":";
        String owners = field.managers().isEmpty()
                ? ""
                : ink.paint(
                        Tone.WARNING, " (also owned by " + SafeText.line(String.join(", ", field.managers())) + ")");
        if (Values.isText(field.before()) || Values.isText(field.after())) {
            lines.add(path + owners);
            text(field, lines);
            return;
        }
        int room = limits.width() - INDENT.length() - 4 - field.path().length();
        String before = value(field.before());
        String after = value(field.after());
        if (isNew || goes) {
            lines.add(path + " " + SafeText.cut(isNew ? after : before, Math.max(room, 40)) + owners);
        } else if (before.length() + after.length() + 3 <= room) {
            lines.add(path + " " + before + " → " + after + owners);
        } else {
            int width = limits.width() - DEEPER.length() - 2;
            lines.add(path + owners);
            lines.add(DEEPER + ink.paint(Tone.BAD, "- " + SafeText.cut(before, width)));
            lines.add(DEEPER + ink.paint(Tone.GOOD, "+ " + SafeText.cut(after, width)));
        }
    }

    private void text(FieldDiff field, List<String> lines) {
        List<String> diff =
                UnifiedDiff.lines(LineDiff.compare(Values.lines(field.before()), Values.lines(field.after()), CONTEXT));
        int width = limits.width() - DEEPER.length();
        diff.stream()
                .limit(limits.diffLines())
                .forEach(line -> lines.add(DEEPER + ink.diff(SafeText.cut(line, width))));
        More.lines(diff.size(), limits.diffLines(), "line", "lines").forEach(more -> lines.add(DEEPER + more));
    }

    private static String value(JsonNode value) {
        return SafeText.line(Values.inline(value));
    }
}
