package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.time.Duration;

/**
 * How a Pod behaves: its annotation or label {@code gitops.test/behaviour}, the same that the fake kubelet of
 * {@code bin/control-plane} obeys. It may change while the Pod lives.
 */
enum Behaviour {
    /** It runs and is ready; unless its restartPolicy is Always it then succeeds. */
    GOOD,
    /** Its containers exit with 1: CrashLoopBackOff; with restartPolicy Never, Failed. */
    CRASH,
    /** Its image cannot be pulled: ImagePullBackOff. */
    IMAGE_PULL,
    /** It runs and is never ready. */
    UNREADY,
    /** It stays in ContainerCreating. */
    PENDING;

    private static final String NAME = "gitops.test/behaviour";
    private static final String DELAY = "gitops.test/delay";

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

    /** How long it takes to start: the annotation {@code gitops.test/delay}, such as {@code 3s} or {@code 500ms}. */
    static Duration delay(JsonNode pod, Duration usual) {
        String text = Json.text(pod, "metadata", "annotations", DELAY);
        if (text.matches("\\d+ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return text.matches("\\d+s") ? Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1))) : usual;
    }
}
