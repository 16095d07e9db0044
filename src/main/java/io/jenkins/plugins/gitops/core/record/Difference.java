package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing in which a cluster is not as it was applied. Values are masked.
 *
 * @param key the object
 * @param what what is the matter with it
 * @param path the field; empty when it is about the whole object
 * @param applied what was applied; a missing node when the field was not there, or it is about the whole object
 * @param live what is there now; a missing node when the field is gone, or it is about the whole object
 * @param managers who owns the field now, possibly nobody
 * @param since when its manager has last written to the object; empty when nobody knows
 * @param reason more words, where it cannot be compared; else empty
 */
public record Difference(
        ResourceKey key,
        What what,
        String path,
        JsonNode applied,
        JsonNode live,
        List<String> managers,
        Optional<Instant> since,
        String reason) {
    private static final int LONGEST_VALUE = 120;

    public Difference {
        managers = List.copyOf(managers);
    }

    /** What can be the matter. */
    public enum What {
        /** A field has another value, is gone or is new. */
        CHANGED,
        /** The object was deleted. */
        MISSING,
        /** The object carries the app's owner label, and no deployment of the app has made it. */
        EXTRA,
        /** The object cannot be compared. */
        UNKNOWN
    }

    /** @return for people: {@code Deployment.apps/web in prod: spec.replicas is 5, was 3 (kubectl-edit)} */
    public String line() {
        return switch (what) {
            case MISSING -> key + " is missing";
            case EXTRA ->
                key + " carries this app's owner label, but no deployment of it has made it: take the label off,"
                        + " or delete it";
            case UNKNOWN -> key + " cannot be compared: " + reason;
            case CHANGED -> key + ": " + path + " " + values() + who();
        };
    }

    private String values() {
        if (live.isMissingNode()) {
            return "is gone, was " + value(applied);
        }
        return "is " + value(live) + ", was " + (applied.isMissingNode() ? "not there" : value(applied));
    }

    private String who() {
        return managers.isEmpty()
                ? ""
                : " (" + String.join(", ", managers)
                        + since.map(time -> " at " + time).orElse("") + ")";
    }

    private static String value(JsonNode value) {
        String json = value.toString();
        return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "…";
    }
}
