package io.jenkins.plugins.gitops.core.fields;

import java.util.Set;
import java.util.TreeSet;

/**
 * Fields whose differences do not count.
 *
 * @param where the objects and fields; with {@code managers}, all fields of the objects that the selector matches
 * @param managers when not empty, only fields that one of these managers owns in the live object
 * @param applied whether the declared value is still sent when the object is applied for another reason; when not, the
 *     field is left to whoever has set it
 */
public record IgnoreRule(FieldSelector where, Set<String> managers, boolean applied) {
    public IgnoreRule {
        managers = Set.copyOf(managers);
    }

    /** @return the rule in words, the same for the same rule in every run */
    @Override
    public String toString() {
        return where + " " + new TreeSet<>(managers) + (applied ? "" : " not applied");
    }
}
