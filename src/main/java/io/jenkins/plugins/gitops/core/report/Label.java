package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;

/**
 * How one state is shown, the same in every report.
 *
 * @param sign one character that stands for it without colour
 * @param word the word for it
 * @param tone its colour
 */
public record Label(String sign, String word, Tone tone) {
    /** Nothing is known: shows as a dash. */
    public static final Label NONE = new Label("", "–", Tone.QUIET);

    /** @return what is to be done to an object */
    public static Label of(Action action) {
        return switch (action) {
            case CREATE -> new Label("+", "create", Tone.GOOD);
            case UPDATE -> new Label("~", "update", Tone.CHANGED);
            case REPLACE -> new Label("±", "replace", Tone.WARNING);
            case UNCHANGED -> new Label("=", "unchanged", Tone.QUIET);
            case CONFLICT -> new Label("!", "conflict", Tone.BAD);
            case PRUNE -> new Label("-", "prune", Tone.BAD);
            case RUN -> new Label("▸", "run", Tone.CHANGED);
            case UNKNOWN -> new Label("?", "unknown", Tone.WARNING);
        };
    }

    /** @return what became of an object */
    public static Label of(DeploymentRecord.Outcome outcome) {
        return switch (outcome) {
            case CREATED -> new Label("+", "created", Tone.GOOD);
            case UPDATED -> new Label("~", "updated", Tone.CHANGED);
            case REPLACED -> new Label("±", "replaced", Tone.WARNING);
            case UNCHANGED -> new Label("=", "unchanged", Tone.QUIET);
            case PRUNED -> new Label("-", "pruned", Tone.BAD);
            case RAN -> new Label("▸", "ran", Tone.GOOD);
            case FAILED -> new Label("✗", "failed", Tone.BAD);
            case SKIPPED -> new Label("·", "skipped", Tone.WARNING);
        };
    }

    /** @return whether an object works */
    public static Label of(Health.Status status) {
        return switch (status) {
            case HEALTHY -> new Label("✓", "healthy", Tone.GOOD);
            case SUSPENDED -> new Label("‖", "suspended", Tone.QUIET);
            case PROGRESSING -> new Label("…", "progressing", Tone.BUSY);
            case FAILED -> new Label("✗", "failed", Tone.BAD);
            case MISSING -> new Label("∅", "missing", Tone.BAD);
        };
    }

    /** @return how far a deployment came */
    public static Label of(DeploymentRecord.State state) {
        return switch (state) {
            case RUNNING -> new Label("…", "running", Tone.BUSY);
            case PLANNED -> new Label("?", "planned", Tone.QUIET);
            case APPLIED -> new Label("✓", "applied", Tone.CHANGED);
            case VERIFIED -> new Label("✓", "verified", Tone.GOOD);
            case FAILED -> new Label("✗", "failed", Tone.BAD);
            case ABORTED -> new Label("✗", "aborted", Tone.WARNING);
        };
    }

    /** @return how a test or a check ended */
    public static Label of(CheckResult check) {
        return check.passed() ? new Label("✓", "passed", Tone.GOOD) : new Label("✗", "failed", Tone.BAD);
    }

    /** @return what a deployment was */
    public static String word(DeploymentRecord.Kind kind) {
        return switch (kind) {
            case DEPLOY -> "deploy";
            case DRY_RUN -> "dry run";
            case ROLLBACK -> "rollback";
            case CORRECT -> "correction";
        };
    }

    /** @return the sign, of which the minus is as wide as the plus where letters have different widths */
    String wideSign() {
        return sign.replace('-', '−');
    }

    /** @return sign and word */
    @Override
    public String toString() {
        return sign.isEmpty() ? word : sign + " " + word;
    }
}
