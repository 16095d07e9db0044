package io.jenkins.plugins.gitops.core.fields;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;
import java.util.stream.Stream;

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

    /** @return these rules and others */
    public FieldRules and(FieldRules more) {
        return new FieldRules(
                Stream.concat(ignored.stream(), more.ignored.stream()).toList(),
                Stream.concat(sensitive.stream(), more.sensitive.stream()).toList());
    }

    /** @return the rules about ignored fields that an object has */
    public List<IgnoreRule> ignored(ResourceKey key) {
        return ignored.stream().filter(rule -> rule.where().matches(key)).toList();
    }

    /** @return the selectors of secret fields that an object has */
    public List<FieldSelector> sensitive(ResourceKey key) {
        return sensitive.stream().filter(selector -> selector.matches(key)).toList();
    }
}
