package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.util.Collection;

/** Brings one kind of object in line; called again whenever something has changed that concerns it. */
interface Controller {

    /** The objects that this event is about, for this controller. Must not touch the store. */
    Collection<Key> concerns(Event event);

    /** @param object null when it is gone */
    void reconcile(Key key, ObjectNode object);

    /** Does it take time before this controller acts? */
    default boolean isSlow() {
        return false;
    }
}
