package io.jenkins.plugins.gitops.core.fields;

import java.util.List;

/**
 * What people have said about single fields: which differences are nobody's business, and which values are secret.
 *
 * @param ignored the fields whose differences do not count
 * @param sensitive the fields, beside those of Secrets, whose values are never shown
 */
public record FieldRules(List<IgnoreRule> ignored, List<FieldSelector> sensitive) {
    /** No rules. */
    public static final FieldRules NONE = new FieldRules(List.of(), List.of());

    public FieldRules {
        ignored = List.copyOf(ignored);
        sensitive = List.copyOf(sensitive);
    }
}
