package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts and conditions of a Deployment. */
final class DeploymentStatus {

    private final Actions actions;
    private final ObjectNode deployment;
    private final ObjectNode current;
    private final List<ObjectNode> sets;
    private final int wanted;
    private final int minimum;

    DeploymentStatus(Actions actions, ObjectNode deployment, ObjectNode current, List<ObjectNode> sets, int minimum) {
        this.actions = actions;
        this.deployment = deployment;
        this.current = current;
        this.sets = sets;
        this.minimum = minimum;
        this.wanted = Json.at(deployment, "spec", "replicas").asInt();
    }

    /** Writes it if it has changed; returns when the deadline for progress has to be looked at. */
    Duration write() {
        int replicas = sum("replicas");
        int available = sum("availableReplicas");
        int updated =
                current == null ? 0 : Json.at(current, "status", "replicas").asInt();
        boolean complete = updated == wanted && replicas == wanted && available >= wanted;
        Duration left = complete ? Controller.NEVER : untilDeadline();
        actions.writeStatus(deployment, copy -> {
            ObjectNode status = Json.child(copy, "status");
            if (current != null) {
                // By way of the status, as the real one does: so it does not count as a new generation.
                Json.child(copy, "metadata", "annotations")
                        .put(
                                DeploymentController.REVISION,
                                Json.text(current, "metadata", "annotations", DeploymentController.REVISION));
            }
            status.put("observedGeneration", Meta.generation(deployment));
            count(status, "replicas", replicas);
            count(status, "updatedReplicas", updated);
            count(status, "readyReplicas", sum("readyReplicas"));
            count(status, "availableReplicas", available);
            count(status, "unavailableReplicas", Math.max(0, Math.max(wanted, replicas) - available));
            status.put("terminatingReplicas", 0);
            boolean enough = available >= minimum;
            Conditions.set(
                    status,
                    "Available",
                    enough ? "True" : "False",
                    enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
                    true);
            progress(status, complete, left.isNegative());
        });
        return left.isNegative() ? Controller.NEVER : left;
    }

    private void progress(ObjectNode status, boolean complete, boolean late) {
        if (Json.at(deployment, "spec", "paused").asBoolean()) {
            Conditions.set(status, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", true);
        } else if (current != null) {
            String name = "ReplicaSet \"" + Meta.name(current) + "\"";
            if (complete) {
                Conditions.set(
                        status,
                        "Progressing",
                        "True",
                        "NewReplicaSetAvailable",
                        name + " has successfully progressed.",
                        true);
            } else if (late) {
                Conditions.set(
                        status,
                        "Progressing",
                        "False",
                        "ProgressDeadlineExceeded",
                        name + " has timed out progressing.",
                        true);
            } else {
                Conditions.set(status, "Progressing", "True", "ReplicaSetUpdated", name + " is progressing.", true);
            }
        }
    }

    // Negative when it has passed. It counts from the last time that the condition was written.
    private Duration untilDeadline() {
        JsonNode deadline = Json.at(deployment, "spec", "progressDeadlineSeconds");
        for (JsonNode condition : Json.at(deployment, "status", "conditions")) {
            if (Json.text(condition, "type").equals("Progressing") && isAbout(condition)) {
                if (Json.text(condition, "reason").equals("ProgressDeadlineExceeded")) {
                    return Duration.ofSeconds(-1); // until another template comes, or it completes
                }
                Instant since = Instant.parse(Json.text(condition, "lastUpdateTime"));
                return Duration.between(Instant.now(), since.plusSeconds(deadline.asLong()));
            }
        }
        return Duration.ofSeconds(deadline.asLong()).plusSeconds(1);
    }

    private boolean isAbout(JsonNode condition) {
        return current != null
                && Json.text(condition, "message").contains("\"" + Meta.name(current) + "\"")
                && !Json.text(condition, "reason").equals("NewReplicaSetAvailable");
    }

    private int sum(String field) {
        return sets.stream()
                .mapToInt(set -> Json.at(set, "status", field).asInt())
                .sum();
    }

    static void count(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
