package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.Collection;

/** Brings one kind of object in line; called again whenever something has changed that concerns it. */
interface Controller {

    /** To be returned when only another event is a reason to look again. */
    Duration NEVER = Duration.ofDays(1);

    /** The objects that this event is about, for this controller. Must not touch the store. */
    Collection<Key> concerns(Event event);

    /**
     * Looks at one object.
     *
     * @param object null when it is gone
     * @return after how long to look again, {@link #NEVER} as a rule
     */
    Duration reconcile(Key key, ObjectNode object);

    /** How long after an event this controller acts; {@code usual} is the sandbox's setting. */
    default Duration patience(Event event, Duration usual) {
        return Duration.ZERO;
    }
}
