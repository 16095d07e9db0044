package io.jenkins.plugins.gitops.sandbox.store;

import io.jenkins.plugins.gitops.sandbox.api.Kind;
import java.util.Comparator;

/** Where an object lies; the order is that of a LIST. The namespace of a cluster-wide object is empty. */
public record Key(String group, String plural, String namespace, String name) implements Comparable<Key> {

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::group)
            .thenComparing(Key::plural)
            .thenComparing(Key::namespace)
            .thenComparing(Key::name);

    public static Key of(Kind kind, String namespace, String name) {
        return new Key(kind.group(), kind.plural(), kind.namespaced() ? namespace : "", name);
    }

    public boolean isOf(String otherGroup, String otherPlural) {
        return group.equals(otherGroup) && plural.equals(otherPlural);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
