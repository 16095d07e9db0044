package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;

/** How long one object may take to become healthy. */
final class ObjectTimeout {
    private ObjectTimeout() {}

    /** @return what its annotation says; the default when it has none or one that is no whole number of seconds */
    static Duration of(ObjectNode live, Duration otherwise) {
        String seconds = Json.text(live, "metadata", "annotations", VerifyRequest.TIMEOUT);
        return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : otherwise;
    }
}
