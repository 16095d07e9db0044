package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the checks have found.
 *
 * @param violations what counts, the most serious first, then by file and line
 * @param silenced what does not count, with the reason
 */
public record PolicyReport(List<Violation> violations, List<Violation> silenced) {
    public PolicyReport {
        violations = List.copyOf(violations);
        silenced = List.copyOf(silenced);
    }

    /** @return the violations of a severity */
    public List<Violation> of(Severity severity) {
        return violations.stream()
                .filter(violation -> violation.severity() == severity)
                .toList();
    }

    /** @return what both have found: a violation of both is there once, as the more serious, and counts if it does in one */
    public PolicyReport and(PolicyReport other) {
        Map<Violation, Violation> counting = union(violations, other.violations);
        Map<Violation, Violation> not = union(silenced, other.silenced);
        not.keySet().removeAll(counting.keySet());
        return new PolicyReport(List.copyOf(counting.values()), List.copyOf(not.values()));
    }

    private static Map<Violation, Violation> union(List<Violation> one, List<Violation> other) {
        Map<Violation, Violation> all = new LinkedHashMap<>();
        Stream.concat(one.stream(), other.stream())
                .sorted(Violation.ORDER)
                .forEach(violation -> all.putIfAbsent(violation.finding(), violation));
        return all;
    }

    /** @throws GitOpsException when there is an error, with the words of {@link #refusal()} */
    public void requireNoErrors() {
        refusal().ifPresent(reason -> {
            throw new GitOpsException(reason);
        });
    }

    /** @return why nothing may be done with this: all errors, one a line, and how to let them pass; empty without any */
    public Optional<String> refusal() {
        return refusal("", advice(of(Severity.ERROR)));
    }

    /**
     * @param environment the environment that demands the checks, whatever the repository says of itself
     * @return the same, with whom to ask to let it pass
     */
    public Optional<String> refusal(String environment) {
        return refusal(
                " of environment '" + environment + "'",
                "The environment demands that, whatever gitops.yaml says. Correct it, or ask whoever administers"
                        + " environment '" + environment + "'");
    }

    private Optional<String> refusal(String whose, String advice) {
        List<Violation> errors = of(Severity.ERROR);
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                (errors.size() == 1 ? "a check" + whose + " has" : errors.size() + " checks" + whose + " have")
                        + " failed, and nothing was sent:"
                        + errors.stream().map(error -> "\n  " + error).collect(Collectors.joining())
                        + "\n" + advice);
    }

    private static String advice(List<Violation> errors) {
        return errors.stream()
                .map(Violation::rule)
                .distinct()
                .map(rule -> "To let " + rule.id() + " pass: " + rule.silence())
                .collect(Collectors.joining("\n"));
    }
}
