package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How waiting for health ended.
 *
 * @param verdict the outcome
 * @param health the last known health of each target, in the order of the request
 * @param failures what is wrong, only for objects that failed or did not become ready in time; the first few with
 *     details
 * @param readyAfter for each object that was ready in the end, how long after the start it had become so
 * @param took how long it all took
 */
public record VerifyResult(
        Verdict verdict,
        Map<ResourceKey, Health> health,
        List<Failure> failures,
        Map<ResourceKey, Duration> readyAfter,
        Duration took) {

    /** The outcomes. */
    public enum Verdict {
        /** Every object is ready and stayed so. */
        HEALTHY,
        /** At least one object has failed. */
        FAILED,
        /** Time was up. */
        TIMED_OUT,
        /** The calling thread was interrupted; its interrupt flag is set. */
        INTERRUPTED
    }

    /**
     * What is wrong with one object.
     *
     * @param key the object
     * @param health its health, whose reason is the short answer
     * @param details the chain to the cause, a line each: conditions, events, container state, last log lines. Log
     *     lines are the program's own and may hold whatever it prints
     */
    public record Failure(ResourceKey key, Health health, List<String> details) {}

    /** @return whether the verdict is {@link Verdict#HEALTHY} */
    public boolean isHealthy() {
        return verdict == Verdict.HEALTHY;
    }

    /** @return the result with every text that comes from the cluster gone through {@code mask} */
    public VerifyResult masked(UnaryOperator<String> mask) {
        Map<ResourceKey, Health> hidden = new LinkedHashMap<>();
        health.forEach((key, known) -> hidden.put(key, masked(known, mask)));
        return new VerifyResult(
                verdict,
                hidden,
                failures.stream()
                        .map(failure -> new Failure(
                                failure.key(),
                                masked(failure.health(), mask),
                                failure.details().stream().map(mask).toList()))
                        .toList(),
                readyAfter,
                took);
    }

    private static Health masked(Health known, UnaryOperator<String> mask) {
        return new Health(known.status(), mask.apply(known.reason()));
    }

    /** @return one line for people: the outcome and how many objects it is about */
    public String summary() {
        long waiting =
                health.values().stream().filter(state -> !state.isReady()).count();
        String after = " after " + WaitWords.duration(took);
        String notReady = waiting + " of " + WaitWords.objects(health.size()) + (waiting == 1 ? " is" : " are");
        return switch (verdict) {
            case HEALTHY ->
                WaitWords.objects(health.size()) + (health.size() == 1 ? " is" : " are") + " healthy" + after;
            case FAILED -> "verify failed" + after + ": " + notReady + " not healthy";
            case TIMED_OUT -> "verify timed out" + after + ": " + notReady + " not healthy";
            case INTERRUPTED -> "verify was interrupted" + after + ": " + notReady + " not yet healthy";
        };
    }

    /** @return the failures without their details, and so without a program's log lines: fit to be kept in a record */
    public List<String> reasons() {
        return failures.stream().map(VerifyResult::reason).toList();
    }

    /** @return the failures as lines for people: the object with its reason, its details indented below it */
    public List<String> reasonLines() {
        List<String> lines = new ArrayList<>();
        for (Failure failure : failures) {
            lines.add(reason(failure));
            failure.details().forEach(detail -> lines.add("  " + detail));
        }
        return lines;
    }

    private static String reason(Failure failure) {
        Health health = failure.health();
        return failure.key() + ": " + WaitWords.state(health)
                + (health.reason().isEmpty() ? "" : ": " + health.reason());
    }
}
