package io.jenkins.plugins.gitops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An answer of the API server. */
record Reply(int code, byte[] body, List<String> warnings, Duration retryAfter, boolean repeated) {
    Reply(int code, byte[] body, List<String> warnings, Duration retryAfter) {
        this(code, body, warnings, retryAfter, false);
    }

    /** @return this answer as one to a request that was sent before, with unknown success */
    Reply toRepeated() {
        return new Reply(code, body, warnings, retryAfter, true);
    }

    boolean ok() {
        return code >= 200 && code < 300;
    }

    /** @return whether the same request may succeed a little later */
    boolean passing() {
        return code == 429 || code >= 500 && !isAboutTheObject();
    }

    /**
     * Some answers of 500 are no trouble with the server: to an apply of a field that the schema does not have
     * (fluxcd/flux2#5715), of a value that its type cannot hold, such as a Secret's that is no base64, or to an object whose managed fields are in a version that its definition no longer has
     * (kubernetes/kubernetes#111937).
     */
    boolean isAboutTheObject() {
        return code == 500
                && (text().contains("failed to create typed patch object")
                        || text().contains("failed to convert new object")
                        || text().contains("request to convert CR to an invalid group/version"));
    }

    /** @return the body as JSON, or a missing node when it is none */
    JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
