package io.jenkins.plugins.gitops.core.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Hears what a watch sees. Calls come one after the other. */
public interface WatchListener {
    /** What happened to an object. */
    enum Event {
        ADDED,
        MODIFIED,
        DELETED,
        /** Nothing happened; the object carries only a newer {@code resourceVersion}. */
        BOOKMARK
    }

    /** An object appeared, changed or went. */
    void event(Event event, ObjectNode object);

    /**
     * The watch has ended and will say nothing more.
     *
     * @param cause why, with reason {@code GONE} when the resource version is too old and a new list is needed; null
     *     when the server ended it in the ordinary way, after which it may be opened again from the last version seen
     */
    void closed(ClusterException cause);
}
