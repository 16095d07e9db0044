package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reading and writing {@code metadata}. */
public final class Meta {

    private Meta() {}

    public static ObjectNode of(ObjectNode object) {
        return Json.child(object, "metadata");
    }

    public static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    public static String namespace(JsonNode object) {
        return Json.text(object, "metadata", "namespace");
    }

    public static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid");
    }

    public static String resourceVersion(JsonNode object) {
        return Json.text(object, "metadata", "resourceVersion");
    }

    public static long generation(JsonNode object) {
        return Json.at(object, "metadata", "generation").asLong(0);
    }

    public static String label(JsonNode object, String name) {
        return Json.text(object, "metadata", "labels", name);
    }

    public static boolean isTerminating(JsonNode object) {
        return !Json.text(object, "metadata", "deletionTimestamp").isEmpty();
    }

    public static boolean hasFinalizers(JsonNode object) {
        return !Json.at(object, "metadata", "finalizers").isEmpty();
    }

    /** The time as the server writes it: whole seconds, UTC. */
    public static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
