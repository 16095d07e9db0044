package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.manifest.Origin;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something that a rule does not allow.
 *
 * @param rule the rule
 * @param severity how much it matters here, never {@link Severity#OFF}
 * @param object the object; empty when it is about the commit
 * @param origin where the object was written; empty when it is about the commit
 * @param field the field, such as {@code spec.template.spec.containers[web].image}; empty when it is about all of it
 * @param problem what is wrong, and what to do about it
 * @param silenced why it does not count: the annotation, or the reason that the configuration gives; empty when it counts
 */
public record Violation(
        Rule rule,
        Severity severity,
        Optional<ResourceKey> object,
        Optional<Origin> origin,
        String field,
        String problem,
        String silenced) {
    /** The most serious first, then by file, line and rule. */
    static final Comparator<Violation> ORDER = Comparator.comparing(Violation::severity, Comparator.reverseOrder())
            .thenComparing(violation -> violation.origin().map(Origin::file).orElse(""))
            .thenComparing(violation -> violation.origin().map(Origin::line).orElse(0))
            .thenComparing(violation -> violation.rule().id());

    /** What silences a violation in the manifest itself. */
    static final String ANNOTATION = "annotation " + Annotations.SILENCE;

    /** @return whether the manifest itself says that it does not count */
    public boolean isSilencedInSource() {
        return silenced.equals(ANNOTATION);
    }

    Violation silencedBy(String reason) {
        return new Violation(rule, severity, object, origin, field, problem, reason);
    }

    /** @return what was found, whatever it counts: two configurations may see the same differently */
    Violation finding() {
        return new Violation(rule, Severity.ERROR, object, origin, field, problem, "");
    }

    /** @return {@code Deployment.apps/web in shop}, or {@code commit} */
    public String subject() {
        return object.map(ResourceKey::toString).orElse("commit");
    }

    /** @return {@code deploy/web.yaml:12}, or an empty text when it is about the commit */
    public String place() {
        return origin.map(at -> at.file() + (at.line() > 0 ? ":" + at.line() : ""))
                .orElse("");
    }

    /** @return one line: place, object, field, problem, rule */
    @Override
    public String toString() {
        return (origin.isPresent() ? origin.get() + ": " : "") + subject() + ": "
                + (field.isEmpty() ? "" : field + ": ") + problem + " [" + rule.id() + "]";
    }
}
