package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks manifests before anything is sent. It asks no server and changes nothing. */
public final class Policy {
    private final PolicySettings settings;

    /** @param settings which rules there are, and what they allow */
    public Policy(PolicySettings settings) {
        this.settings = settings;
    }

    /**
     * @param manifests the objects, hooks among them
     * @param situation what is known of source and target
     * @return what is not as the rules demand
     */
    public PolicyReport check(List<Manifest> manifests, Situation situation) {
        CheckedSet set = new CheckedSet(manifests, situation, settings.limits());
        List<Violation> counting = new ArrayList<>();
        List<Violation> silenced = new ArrayList<>();
        for (Map.Entry<Rule, Check> rule : Rules.CHECKS.entrySet()) {
            Severity severity = settings.of(rule.getKey());
            if (severity != Severity.OFF) {
                for (Manifest manifest : set.manifests()) {
                    rule.getValue()
                            .look(
                                    manifest,
                                    set,
                                    (field, problem) -> sort(
                                            of(rule.getKey(), severity, manifest, field, problem),
                                            manifest,
                                            counting,
                                            silenced));
                }
            }
        }
        signature(situation).ifPresent(counting::add);
        counting.sort(Violation.ORDER);
        silenced.sort(Violation.ORDER);
        return new PolicyReport(counting, silenced);
    }

    private static Violation of(Rule rule, Severity severity, Manifest manifest, String field, String problem) {
        return new Violation(
                rule, severity, Optional.of(manifest.key()), Optional.of(manifest.origin()), field, problem, "");
    }

    private void sort(Violation violation, Manifest manifest, List<Violation> counting, List<Violation> silenced) {
        Optional<String> reason = reason(violation, manifest);
        reason.ifPresentOrElse(text -> silenced.add(violation.silencedBy(text)), () -> counting.add(violation));
    }

    private Optional<String> reason(Violation violation, Manifest manifest) {
        Optional<Silence> configured = settings.silences().stream()
                .filter(silence -> silence.covers(violation))
                .findFirst();
        if (configured.isPresent()) {
            return Optional.of(
                    configured.get().reason().isEmpty()
                            ? "configuration"
                            : configured.get().reason());
        }
        boolean annotated = settings.annotations()
                && !violation.rule().binding()
                && Stream.of(manifest.annotation(Annotations.SILENCE).split("[,\\s]+"))
                        .anyMatch(violation.rule().id()::equals);
        return annotated ? Optional.of(Violation.ANNOTATION) : Optional.empty();
    }

    private Optional<Violation> signature(Situation situation) {
        Severity severity = settings.of(Rules.SIGNATURE);
        if (!settings.limits().signed() || severity == Severity.OFF) {
            return Optional.empty();
        }
        return SignatureCheck.problem(situation.commit())
                .map(problem ->
                        new Violation(Rules.SIGNATURE, severity, Optional.empty(), Optional.empty(), "", problem, ""));
    }
}
