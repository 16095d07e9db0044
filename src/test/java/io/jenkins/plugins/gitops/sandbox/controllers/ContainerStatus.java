package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;

/** One entry of {@code status.containerStatuses}. */
final class ContainerStatus {

    private ContainerStatus() {}

    static ObjectNode of(ObjectNode pod, JsonNode container, Behaviour behaviour, String restartPolicy, int restarts) {
        String image = Json.text(container, "image");
        String name = Json.text(container, "name");
        ObjectNode out = Json.object().put("name", name).put("image", image);
        ObjectNode state = out.putObject("state");
        ObjectNode last = out.putObject("lastState");
        boolean running = false;
        int count = restarts;
        switch (behaviour) {
            case GOOD -> {
                if (restartPolicy.equals("Always")) {
                    running = true;
                    state.putObject("running").put("startedAt", Meta.now());
                } else {
                    terminated(state, 0, "Completed");
                }
            }
            case UNREADY -> {
                running = true;
                state.putObject("running").put("startedAt", Meta.now());
            }
            case CRASH -> {
                if (restartPolicy.equals("Never")) {
                    terminated(state, 1, "Error");
                } else {
                    count++;
                    terminated(last, 1, "Error");
                    waiting(
                            state,
                            "CrashLoopBackOff",
                            "back-off 10s restarting failed container=" + name + " pod=" + Meta.name(pod) + "_"
                                    + Meta.namespace(pod) + "(" + Meta.uid(pod) + ")");
                }
            }
            case IMAGE_PULL ->
                waiting(
                        state,
                        "ImagePullBackOff",
                        "Back-off pulling image \"" + image + "\": ErrImagePull: " + pullError(image));
            case PENDING -> waiting(state, "ContainerCreating", "");
        }
        boolean pulled = behaviour != Behaviour.IMAGE_PULL && behaviour != Behaviour.PENDING;
        out.put("imageID", pulled ? image : "");
        out.put("restartCount", count);
        out.put("ready", running && behaviour == Behaviour.GOOD);
        out.put("started", running);
        return out;
    }

    /** What containerd says about an image that is not there. */
    static String pullError(String image) {
        return "rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
                + "\": failed to resolve reference \"" + image + "\": " + image + ": not found";
    }

    private static void waiting(ObjectNode state, String reason, String message) {
        ObjectNode waiting = state.putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
            waiting.put("message", message);
        }
    }

    private static void terminated(ObjectNode state, int code, String reason) {
        state.putObject("terminated")
                .put("exitCode", code)
                .put("reason", reason)
                .put("startedAt", Meta.now())
                .put("finishedAt", Meta.now());
    }
}
