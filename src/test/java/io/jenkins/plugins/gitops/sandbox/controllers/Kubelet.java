package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
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
    public Duration patience(Event event, Duration usual) {
        // Assigned and deleted at once; what takes time is the start.
        boolean starts = hasStarted(event.object()) && !Meta.isTerminating(event.object());
        return starts ? Behaviour.delay(event.object(), usual) : Duration.ZERO;
    }

    @Override
    public Duration reconcile(Key key, ObjectNode pod) {
        if (pod == null) {
            return NEVER;
        }
        String phase = Json.text(pod, "status", "phase");
        if (Meta.isTerminating(pod)) {
            actions.delete(pod);
        } else if (!hasStarted(pod)) {
            assign(key, pod);
        } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
            Behaviour behaviour = Behaviour.of(pod);
            if (!PodStatus.shows(pod, behaviour)) {
                actions.status(pod, "kubelet", status -> PodStatus.write(pod, status, behaviour));
                new PodEvents(actions, pod).of(behaviour);
            }
        }
        return NEVER;
    }

    private static boolean hasStarted(ObjectNode pod) {
        return pod.path("status").has("startTime");
    }

    private void assign(Key key, ObjectNode pod) {
        if (!Json.text(pod, "spec", "schedulerName").equals("default-scheduler")) {
            return; // somebody else's
        }
        if (!fits(Json.at(pod, "spec", "nodeSelector"))) {
            String message = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption:"
                    + " 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
            if (Json.at(pod, "status", "conditions").isEmpty()) {
                actions.status(
                        pod,
                        "kube-scheduler",
                        status -> Conditions.set(status, "PodScheduled", false, "Unschedulable", message));
                new PodEvents(actions, pod).unschedulable(message);
            }
            return;
        }
        actions.update(pod, copy -> Json.child(copy, "spec").put("nodeName", NODE));
        actions.find("v1", "Pod", key.namespace(), key.name())
                .ifPresent(bound -> actions.status(bound, "kubelet", status -> PodStatus.begin(bound, status)));
    }

    // The one node has the labels that every node has.
    private static boolean fits(JsonNode nodeSelector) {
        return nodeSelector.properties().stream()
                .allMatch(entry -> List.of("kubernetes.io/os=linux", "kubernetes.io/hostname=" + NODE)
                        .contains(entry.getKey() + "=" + entry.getValue().asText()));
    }
}
