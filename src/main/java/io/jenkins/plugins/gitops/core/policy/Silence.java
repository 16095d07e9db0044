package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.fields.ObjectPattern;
import java.io.Serializable;

/**
 * Violations that do not count, as the configuration says.
 *
 * @param rule the rule's id, {@code *} for all
 * @param objects which objects it is about
 * @param reason why, for the reports
 */
public record Silence(String rule, ObjectPattern objects, String reason) implements Serializable {
    /** Stands for every rule. */
    static final String ANY = "*";

    public Silence {
        if (!rule.equals(ANY)) {
            Rules.require(rule);
        }
    }

    /**
     * Reads {@code RULE:Kind.group/name}.
     *
     * @throws GitOpsException when it is something else
     */
    public static Silence parse(String text) {
        int colon = Math.max(0, text.indexOf(':'));
        return ObjectPattern.parse(text.substring(colon + 1))
                .filter(objects -> colon > 0)
                .map(objects -> new Silence(text.substring(0, colon), objects, ""))
                .orElseThrow(
                        () -> new GitOpsException("\"" + text + "\" silences nothing: write it as RULE:KIND/NAME"));
    }

    boolean covers(Violation violation) {
        return (rule.equals(ANY) || rule.equals(violation.rule().id()))
                && violation.object().filter(objects::matches).isPresent();
    }
}
