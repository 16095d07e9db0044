package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.verbs.Options;

/** The Events that scheduler and kubelet write about a Pod. */
final class PodEvents {

    private final Actions actions;
    private final ObjectNode pod;

    PodEvents(Actions actions, ObjectNode pod) {
        this.actions = actions;
        this.pod = pod;
    }

    void unschedulable(String message) {
        event("Warning", "FailedScheduling", message, "default-scheduler");
    }

    void of(Behaviour behaviour) {
        JsonNode container = Json.at(pod, "spec", "containers").path(0);
        String image = Json.text(container, "image");
        String name = Json.text(container, "name");
        switch (behaviour) {
            case GOOD -> event("Normal", "Started", "Container started", "kubelet");
            case IMAGE_PULL -> {
                event("Normal", "Pulling", "Pulling image \"" + image + "\"", "kubelet");
                event(
                        "Warning",
                        "Failed",
                        "Failed to pull image \"" + image + "\": " + ContainerStatus.pullError(image),
                        "kubelet");
                event("Warning", "Failed", "Error: ErrImagePull", "kubelet");
                event("Normal", "BackOff", "Back-off pulling image \"" + image + "\"", "kubelet");
                event("Warning", "Failed", "Error: ImagePullBackOff", "kubelet");
            }
            case CRASH ->
                event(
                        "Warning",
                        "BackOff",
                        "Back-off restarting failed container " + name + " in pod " + Meta.name(pod) + "_"
                                + Meta.namespace(pod) + "(" + Meta.uid(pod) + ")",
                        "kubelet");
            case UNREADY ->
                event(
                        "Warning",
                        "Unhealthy",
                        "Readiness probe failed: HTTP probe failed with statuscode: 503",
                        "kubelet");
            case PENDING -> {
                // A container that is being created gives no news.
            }
        }
    }

    private void event(String type, String reason, String message, String component) {
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
        event.put("reportingComponent", component).put("reportingInstance", Kubelet.NODE);
        actions.api().create(actions.kind("v1", "Event"), Meta.namespace(pod), event, Options.by(component));
    }
}
