package io.jenkins.plugins.gitops.sandbox.schema;

import java.util.List;

/**
 * A list.
 *
 * @param item type of the items
 * @param kind how server-side apply treats it
 * @param keys the fields which identify an item of a {@link Kind#MAP}
 * @param patchKey the merge key of a strategic merge patch, or null when that replaces the list
 */
public record ListType(Type item, Kind kind, List<String> keys, String patchKey) implements Type {

    /** {@code x-kubernetes-list-type}. */
    public enum Kind {
        ATOMIC,
        SET,
        MAP
    }

    public static ListType atomic(Type item) {
        return new ListType(item, Kind.ATOMIC, List.of(), null);
    }

    public boolean isAtomic() {
        return kind == Kind.ATOMIC;
    }
}
