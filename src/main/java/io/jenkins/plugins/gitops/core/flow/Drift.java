package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** What the cluster holds and the last deployment did not put there, in words. */
final class Drift {
    private static final int LONGEST_VALUE = 120;

    private Drift() {}

    /**
     * @param plan what it would take to put everything back
     * @return the changes that are drift: all but prunes and what is unchanged
     */
    static List<Change> of(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.action() != Action.UNCHANGED && change.action() != Action.PRUNE)
                // Ownership alone moves without any value: another manager said the same.
                .filter(change -> change.action() == Action.CREATE
                        || change.action() == Action.UNKNOWN
                        || !change.fields().isEmpty())
                .toList();
    }

    /** @return a line a field: {@code Deployment.apps/web in prod: spec.replicas is 5, was 3 (kubectl-edit)} */
    static List<String> lines(List<Change> drift) {
        List<String> lines = new ArrayList<>();
        for (Change change : drift) {
            if (change.action() == Action.CREATE) {
                lines.add(change.key() + " is missing");
            } else if (change.action() == Action.UNKNOWN) {
                lines.add(change.key() + " cannot be compared: " + change.reason());
            }
            change.fields().forEach(field -> lines.add(change.key() + ": " + line(field)));
        }
        return lines;
    }

    private static String line(FieldDiff field) {
        String who = field.managers().isEmpty() ? "" : " (" + String.join(", ", field.managers()) + ")";
        if (field.before().isMissingNode()) {
            return field.path() + " is gone, was " + value(field.after().toString()) + who;
        }
        if (field.after().isMissingNode()) {
            return field.path() + " is " + value(field.before().toString()) + ", was not there" + who;
        }
        return field.path() + " is " + value(field.before().toString()) + ", was "
                + value(field.after().toString()) + who;
    }

    private static String value(String json) {
        return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "…";
    }
}
