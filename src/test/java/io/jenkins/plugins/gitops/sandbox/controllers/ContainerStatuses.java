package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;

/** {@code status.containerStatuses} of a Pod, as a kubelet writes them. */
final class ContainerStatuses {

    private ContainerStatuses() {}

    static void add(ObjectNode status, JsonNode container, Behaviour behaviour, boolean job) {
        String image = Json.text(container, "image");
        ObjectNode entry = status.withArray("containerStatuses").addObject();
        entry.put("name", Json.text(container, "name"));
        entry.put("image", image);
        entry.put("imageID", behaviour == Behaviour.IMAGE_PULL ? "" : image + "@sha256:" + "0".repeat(64));
        ObjectNode state = entry.putObject("state");
        int restarts = 0;
        boolean running = false;
        switch (behaviour) {
            case CRASH -> {
                if (job) {
                    terminated(state, 1, "Error");
                } else {
                    restarts = 3;
                    state.putObject("waiting")
                            .put("reason", "CrashLoopBackOff")
                            .put("message", "back-off 40s restarting failed container=" + Json.text(container, "name"));
                    terminated(entry.putObject("lastState"), 1, "Error");
                }
            }
            case IMAGE_PULL ->
                state.putObject("waiting")
                        .put("reason", "ImagePullBackOff")
                        .put("message", "Back-off pulling image \"" + image + "\": ErrImagePull: " + pullError(image));
            default -> {
                if (job && behaviour == Behaviour.GOOD) {
                    terminated(state, 0, "Completed");
                } else {
                    running = true;
                    state.putObject("running").put("startedAt", Meta.now());
                }
            }
        }
        if (!entry.has("lastState")) {
            entry.putObject("lastState");
        }
        entry.put("restartCount", restarts);
        entry.put("ready", running && behaviour == Behaviour.GOOD);
        entry.put("started", running);
    }

    static String pullError(String image) {
        return "rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
                + "\": failed to resolve reference \"" + image + "\": " + image + ": not found";
    }

    private static void terminated(ObjectNode state, int code, String reason) {
        state.putObject("terminated")
                .put("exitCode", code)
                .put("reason", reason)
                .put("startedAt", Meta.now())
                .put("finishedAt", Meta.now());
    }
}
