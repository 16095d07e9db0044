package io.jenkins.plugins.gitops.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One write.
 *
 * @param object the state after it; for a deletion the last state, with the revision of the deletion
 * @param previous the state before it, null for a creation
 */
public record Event(long revision, Type type, Key key, ObjectNode object, ObjectNode previous) {

    /** Spelled as in a watch. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
