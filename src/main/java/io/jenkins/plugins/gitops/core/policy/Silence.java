package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.fields.ObjectPattern;

/**
 * Violations that do not count, as the configuration says.
 *
 * @param rule the rule's id, {@code *} for all
 * @param objects which objects it is about
 * @param reason why, for the reports
 */
public record Silence(String rule, ObjectPattern objects, String reason) {
    /** Rules of the configuration, none of the manifests. */
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
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new GitOpsException("\"" + text + "\" silences nothing: write it as RULE:KIND/NAME");
        }
        return new Silence(text.substring(0, colon), ObjectPattern.parse(text.substring(colon + 1)), "");
    }

    boolean covers(Violation violation) {
        return (rule.equals(ANY) || rule.equals(violation.rule().id()))
                && violation.object().filter(objects::matches).isPresent();
    }
}
