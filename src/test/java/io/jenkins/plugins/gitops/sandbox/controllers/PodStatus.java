package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.util.ArrayList;
import java.util.List;

/** The status of a Pod, as a kubelet writes it. */
final class PodStatus {

    private static final String ADDRESS = "10.244.0.1";

    private PodStatus() {}

    /** Assigned to the node, nothing runs yet. */
    static void begin(ObjectNode pod, ObjectNode status) {
        status.put("phase", "Pending").put("startTime", Meta.now());
        status.put("hostIP", "127.0.0.1").putArray("hostIPs").addObject().put("ip", "127.0.0.1");
        status.put("podIP", ADDRESS).putArray("podIPs").addObject().put("ip", ADDRESS);
        Conditions.set(status, "PodReadyToStartContainers", true, "", "");
        Conditions.set(status, "Initialized", true, "", "");
        readiness(pod, status, false, "ContainersNotReady");
        Conditions.set(status, "PodScheduled", true, "", "");
        containers(pod, status, Behaviour.PENDING);
    }

    static void write(ObjectNode pod, ObjectNode status, Behaviour behaviour) {
        String restart = Json.text(pod, "spec", "restartPolicy");
        boolean done = behaviour == Behaviour.GOOD && !restart.equals("Always");
        boolean failed = behaviour == Behaviour.CRASH && restart.equals("Never");
        String phase =
                switch (behaviour) {
                    case GOOD -> done ? "Succeeded" : "Running";
                    case CRASH -> failed ? "Failed" : "Running";
                    case UNREADY -> "Running";
                    case IMAGE_PULL, PENDING -> "Pending";
                };
        status.put("phase", phase);
        String why = done ? "PodCompleted" : failed ? "PodFailed" : "ContainersNotReady";
        readiness(pod, status, behaviour == Behaviour.GOOD && !done, why);
        containers(pod, status, behaviour);
    }

    /** Does the status already say what the behaviour asks for? */
    static boolean shows(ObjectNode pod, Behaviour behaviour) {
        JsonNode first = Json.at(pod, "status", "containerStatuses").path(0);
        JsonNode state = first.path("state");
        String waits = Json.text(state, "waiting", "reason");
        return switch (behaviour) {
            case GOOD -> state.has("running") && first.path("ready").asBoolean();
            case UNREADY -> state.has("running") && !first.path("ready").asBoolean();
            case CRASH -> waits.equals("CrashLoopBackOff");
            case IMAGE_PULL -> waits.equals("ImagePullBackOff");
            case PENDING -> waits.equals("ContainerCreating");
        };
    }

    private static void readiness(ObjectNode pod, ObjectNode status, boolean ready, String why) {
        List<String> names = new ArrayList<>();
        Json.at(pod, "spec", "containers").forEach(container -> names.add(Json.text(container, "name")));
        String message = why.equals("ContainersNotReady")
                ? "containers with unready status: [" + String.join(" ", names) + "]"
                : "";
        for (String type : List.of("Ready", "ContainersReady")) {
            Conditions.set(status, type, ready, ready ? "" : why, ready ? "" : message);
        }
    }

    private static void containers(ObjectNode pod, ObjectNode status, Behaviour behaviour) {
        ArrayNode before = status.path("containerStatuses") instanceof ArrayNode list ? list : Json.array();
        ArrayNode after = Json.array();
        String restart = Json.text(pod, "spec", "restartPolicy");
        for (int i = 0; i < Json.at(pod, "spec", "containers").size(); i++) {
            JsonNode container = Json.at(pod, "spec", "containers").path(i);
            int restarts = before.path(i).path("restartCount").asInt();
            after.add(ContainerStatus.of(pod, container, behaviour, restart, restarts));
        }
        status.set("containerStatuses", after);
    }
}
