package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;

/** How the Pods of a template behave: the annotation or label {@code gitops.test/behaviour}. */
enum Behaviour {
    /** They run and are ready; those of a Job succeed. */
    GOOD,
    /** Their containers exit with 1: CrashLoopBackOff. */
    CRASH,
    /** Their image cannot be pulled: ImagePullBackOff. */
    IMAGE_PULL,
    /** They run and are never ready. */
    UNREADY,
    /** No node takes them. */
    PENDING;

    private static final String NAME = "gitops.test/behaviour";

    static Behaviour of(JsonNode object) {
        String annotation = Json.text(object, "metadata", "annotations", NAME);
        return switch (annotation.isEmpty() ? Json.text(object, "metadata", "labels", NAME) : annotation) {
            case "crash" -> CRASH;
            case "image-pull" -> IMAGE_PULL;
            case "unready" -> UNREADY;
            case "pending" -> PENDING;
            default -> GOOD;
        };
    }
}
