package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Manifest;

/** How the objects of one app are marked and told from all others. */
public interface Owner {

    /** @return what tells the owner from all others, everywhere the same */
    String id();

    /** @return a label selector that all objects of the owner match */
    String selector();

    /** @return whether a live object is the owner's */
    boolean owns(JsonNode live);

    /** @return a declared object as it will be sent: marked as the owner's, free of what only a cluster may write */
    Manifest stamp(Manifest manifest);

    /** @return whether managers of the past hand their fields over before an apply */
    default boolean takesOver() {
        return true;
    }
}
