package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.verbs.Options;
import java.util.Collection;
import java.util.List;

/** The scheduler and the kubelet of one node: Pods start, fail as they are told to, and go when they are deleted. */
final class Kubelet implements Controller {

    static final String NODE = "sandbox";

    private final Actions actions;

    Kubelet(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        return event.key().isOf("", "pods") && event.type() != Event.Type.DELETED ? List.of(event.key()) : List.of();
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public void reconcile(Key key, ObjectNode pod) {
        if (pod == null) {
            return;
        }
        if (Meta.isTerminating(pod)) {
            actions.delete(pod);
            return;
        }
        if (pod.path("status").has("startTime") || Conditions.isTrue(pod, "PodScheduled")) {
            return;
        }
        Behaviour behaviour = Behaviour.of(pod);
        if (behaviour == Behaviour.PENDING) {
            unschedulable(pod);
            return;
        }
        actions.update(pod, copy -> Json.child(copy, "spec").put("nodeName", NODE));
        actions.find("v1", "Pod", key.namespace(), key.name())
                .ifPresent(bound -> actions.status(bound, "kubelet", status -> started(bound, status, behaviour)));
        events(pod, behaviour);
    }

    private void unschedulable(ObjectNode pod) {
        String message = "0/1 nodes are available: 1 Insufficient cpu.";
        if (!Json.at(pod, "status", "conditions").isEmpty()) {
            return;
        }
        actions.status(pod, "kube-scheduler", status -> {
            status.put("phase", "Pending");
            Conditions.set(status, "PodScheduled", false, "Unschedulable", message);
        });
        event(pod, "Warning", "FailedScheduling", message, "default-scheduler");
    }

    private static void started(ObjectNode pod, ObjectNode status, Behaviour behaviour) {
        boolean job = Json.text(Actions.controllerReference(pod), "kind").equals("Job");
        boolean done = job && behaviour == Behaviour.GOOD;
        boolean failed = job && behaviour == Behaviour.CRASH;
        boolean ready = behaviour == Behaviour.GOOD && !job;
        status.put(
                "phase",
                done ? "Succeeded" : failed ? "Failed" : behaviour == Behaviour.IMAGE_PULL ? "Pending" : "Running");
        status.put("startTime", Meta.now());
        status.put("hostIP", "127.0.0.1");
        status.put("podIP", "10.244.0.1");
        status.putArray("podIPs").addObject().put("ip", "10.244.0.1");
        String unready = ready ? "" : "ContainersNotReady";
        StringBuilder names = new StringBuilder();
        Json.at(pod, "spec", "containers")
                .forEach(container -> names.append(names.isEmpty() ? "" : " ").append(Json.text(container, "name")));
        String message = ready ? "" : "containers with unready status: [" + names + "]";
        Conditions.set(status, "PodScheduled", true, "", "");
        Conditions.set(status, "Initialized", true, done ? "PodCompleted" : "", "");
        Conditions.set(status, "ContainersReady", ready, done ? "PodCompleted" : unready, done ? "" : message);
        Conditions.set(status, "Ready", ready, done ? "PodCompleted" : unready, done ? "" : message);
        status.remove("containerStatuses");
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            ContainerStatuses.add(status, container, behaviour, job);
        }
    }

    private void events(ObjectNode pod, Behaviour behaviour) {
        String image = Json.at(pod, "spec", "containers").path(0).path("image").asText();
        String name = Json.at(pod, "spec", "containers").path(0).path("name").asText();
        switch (behaviour) {
            case IMAGE_PULL -> {
                event(pod, "Normal", "Pulling", "Pulling image \"" + image + "\"", "kubelet");
                event(
                        pod,
                        "Warning",
                        "Failed",
                        "Failed to pull image \"" + image + "\": " + ContainerStatuses.pullError(image),
                        "kubelet");
                event(pod, "Warning", "Failed", "Error: ErrImagePull", "kubelet");
                event(pod, "Normal", "BackOff", "Back-off pulling image \"" + image + "\"", "kubelet");
                event(pod, "Warning", "Failed", "Error: ImagePullBackOff", "kubelet");
            }
            case CRASH ->
                event(
                        pod,
                        "Warning",
                        "BackOff",
                        "Back-off restarting failed container " + name + " in pod " + Meta.name(pod) + "_"
                                + Meta.namespace(pod) + "(" + Meta.uid(pod) + ")",
                        "kubelet");
            case UNREADY ->
                event(
                        pod,
                        "Warning",
                        "Unhealthy",
                        "Readiness probe failed: HTTP probe failed with statuscode: 503",
                        "kubelet");
            default -> event(pod, "Normal", "Started", "Started container " + name, "kubelet");
        }
    }

    private void event(ObjectNode pod, String type, String reason, String message, String component) {
        ObjectNode event = Json.object().put("apiVersion", "v1").put("kind", "Event");
        Meta.of(event).put("generateName", Meta.name(pod) + ".").put("namespace", Meta.namespace(pod));
        event.putObject("involvedObject")
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("name", Meta.name(pod))
                .put("namespace", Meta.namespace(pod))
                .put("uid", Meta.uid(pod));
        event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
        event.put("firstTimestamp", Meta.now()).put("lastTimestamp", Meta.now());
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", NODE);
        actions.api().create(actions.kind("v1", "Event"), Meta.namespace(pod), event, Options.by(component));
    }
}
