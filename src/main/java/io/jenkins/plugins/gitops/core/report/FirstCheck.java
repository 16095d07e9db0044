package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.health.Health;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where to begin when a deployment did not go well.
 *
 * @param object the object whose trouble most likely is the cause of the others'
 * @param reason what is wrong with it; never empty
 * @param advice what helps, in one sentence; empty when the reason says it
 * @param command what to run to see more; else empty
 * @param others the other objects in trouble
 */
public record FirstCheck(ObjectView object, String reason, String advice, String command, List<ObjectView> others) {
    /** What could not be applied comes before what it may have broken, and what has failed before what waits. */
    private static final List<Label> WORST_FIRST = List.of(
            Label.of(Health.Status.FAILED), Label.of(Health.Status.MISSING), Label.of(Health.Status.PROGRESSING));

    /** @return where to begin; empty when no object is in trouble */
    static Optional<FirstCheck> of(List<ObjectView> problems) {
        return problems.stream().min(Comparator.comparingInt(FirstCheck::rank)).map(first -> {
            Advice advice = Advice.on(first);
            List<ObjectView> others =
                    problems.stream().filter(object -> object != first).toList();
            return new FirstCheck(first, reason(first), advice.text(), advice.command(), others);
        });
    }

    private static int rank(ObjectView object) {
        return object.group() == ObjectView.Group.FAILED ? -1 : WORST_FIRST.indexOf(object.health());
    }

    /** @return why an object in trouble is so: what its apply said, else its health, else only the state's word */
    static String reason(ObjectView object) {
        boolean unhealthy =
                object.group() != ObjectView.Group.FAILED && !object.health().equals(Label.NONE);
        String reason = unhealthy ? object.healthReason() : object.message();
        return reason.isEmpty() ? (unhealthy ? object.health() : object.label()).word() : reason;
    }
}
