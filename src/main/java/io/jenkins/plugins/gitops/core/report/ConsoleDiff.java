package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Explanation;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as one unified diff of the live objects' YAML against what would become of them, masked as the plan is, without
 * what the server keeps for itself. Lines that are no diff begin with {@code #}.
 */
public final class ConsoleDiff {
    private static final String NOTHING = "/dev/null";

    private final Ink ink;
    private final int context;
    private final int most;

    /**
     * @param colour whether to colour with ANSI escapes
     * @param context how many unchanged lines to show around a change
     * @param most how many lines of one object's diff to show; the rest is counted
     */
    public ConsoleDiff(boolean colour, int context, int most) {
        this.ink = new Ink(colour);
        this.context = context;
        this.most = most;
    }

    /** @return the lines: for each object that would change its diff, then the summary and the digest */
    public List<String> plan(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.changes().stream().filter(change -> change.action().isChange()).forEach(change -> object(change, lines));
        plan.warnings().forEach(warning -> lines.add(ink.paint(Tone.WARNING, "# Warning: " + SafeText.line(warning))));
        lines.add("# " + plan.summary());
        lines.add("# Plan digest " + SafeText.line(plan.digest()));
        return lines;
    }

    private void object(Change change, List<String> lines) {
        String name = SafeText.line(change.key().shortName()
                + (change.key().namespace().isEmpty() ? "" : "." + change.key().namespace()));
        String why = String.join("; ", notEmpty(change.reason(), Explanation.of(change)));
        lines.add(ink.bold("# " + Label.of(change.action()).word() + " "
                + SafeText.line(change.key().toString()) + (why.isEmpty() ? "" : ": " + SafeText.line(why))));
        List<String> diff =
                UnifiedDiff.lines(LineDiff.compare(Values.yaml(change.before()), Values.yaml(change.after()), context));
        if (diff.isEmpty()) {
            return;
        }
        lines.add(ink.bold("--- " + (change.before().isMissingNode() ? NOTHING : "live/" + name)));
        lines.add(ink.bold("+++ " + (change.after().isMissingNode() ? NOTHING : "planned/" + name)));
        diff.stream().limit(most).forEach(line -> lines.add(ink.diff(line)));
        More.lines(diff.size(), most, "line", "lines").forEach(more -> lines.add("# " + more));
    }

    private static List<String> notEmpty(String... texts) {
        return List.of(texts).stream().filter(text -> !text.isEmpty()).toList();
    }
}
