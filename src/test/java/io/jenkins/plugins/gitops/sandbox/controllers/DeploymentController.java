package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Deployments: one ReplicaSet for each template, the old ones scaled to 0 when the new one is ready. */
final class DeploymentController implements Controller {

    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final Actions actions;

    DeploymentController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        if (event.key().isOf("apps", "deployments")) {
            return List.of(event.key());
        }
        return event.key().isOf("apps", "replicasets")
                ? Actions.ownerKey(event.object(), "Deployment", "apps", "deployments").stream()
                        .toList()
                : List.of();
    }

    @Override
    public void reconcile(Key key, ObjectNode deployment) {
        if (deployment == null || Meta.isTerminating(deployment)) {
            return;
        }
        JsonNode spec = deployment.get("spec");
        String hash = Pods.hash(spec.get("template"));
        List<ObjectNode> sets = actions.controlledBy(deployment, "apps/v1", "ReplicaSet");
        Optional<ObjectNode> current = sets.stream()
                .filter(set -> Meta.label(set, Pods.TEMPLATE_HASH).equals(hash))
                .findFirst();
        boolean paused = spec.path("paused").asBoolean();
        int wanted = spec.path("replicas").asInt();
        if (current.isEmpty() && !paused) {
            actions.create(replicaSet(deployment, hash, wanted, sets.size() + 1));
            return; // its creation leads back here
        }
        current.ifPresent(set -> scale(set, wanted));
        boolean ready = current.map(set -> ready(set) >= wanted).orElse(false);
        if (ready) {
            sets.stream().filter(set -> set != current.get()).forEach(set -> scale(set, 0));
        }
        status(deployment, sets, current.orElse(null), wanted);
    }

    private ObjectNode replicaSet(ObjectNode deployment, String hash, int replicas, int revision) {
        ObjectNode set = Actions.owned(deployment, "apps/v1", "ReplicaSet", Meta.name(deployment) + "-" + hash);
        JsonNode template = Json.at(deployment, "spec", "template");
        if (Json.at(template, "metadata", "labels").isObject()) {
            Meta.of(set).set("labels", Json.at(template, "metadata", "labels").deepCopy());
        }
        Json.child(set, "metadata", "labels").put(Pods.TEMPLATE_HASH, hash);
        Json.child(set, "metadata", "annotations").put(REVISION, Integer.toString(revision));
        ObjectNode spec = set.putObject("spec").put("replicas", replicas);
        spec.set("selector", Json.at(deployment, "spec", "selector").deepCopy());
        Json.child(spec, "selector", "matchLabels").put(Pods.TEMPLATE_HASH, hash);
        spec.set("template", template.deepCopy());
        Json.child(spec, "template", "metadata", "labels").put(Pods.TEMPLATE_HASH, hash);
        return set;
    }

    private void scale(ObjectNode set, int replicas) {
        if (Json.at(set, "spec", "replicas").asInt() != replicas) {
            actions.update(set, copy -> Json.child(copy, "spec").put("replicas", replicas));
        }
    }

    private static int ready(ObjectNode set) {
        return Json.at(set, "status", "readyReplicas").asInt();
    }

    private void status(ObjectNode deployment, List<ObjectNode> sets, ObjectNode current, int wanted) {
        int replicas = sum(sets, "replicas");
        int available = sum(sets, "availableReplicas");
        int updated =
                current == null ? 0 : Json.at(current, "status", "replicas").asInt();
        boolean complete = updated == wanted && replicas == wanted && available >= wanted;
        int tolerated = Json.at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable")
                        .asText()
                        .endsWith("%")
                ? wanted / 4
                : 0;
        boolean enough = available >= wanted - tolerated;
        actions.writeStatus(deployment, copy -> {
            ObjectNode status = Json.child(copy, "status");
            if (current != null) {
                // By way of the status, as the real one does: so it does not count as a new generation.
                Json.child(copy, "metadata", "annotations")
                        .put(REVISION, Json.text(current, "metadata", "annotations", REVISION));
            }
            status.put("observedGeneration", Meta.generation(deployment));
            count(status, "replicas", replicas);
            count(status, "updatedReplicas", updated);
            count(status, "readyReplicas", sum(sets, "readyReplicas"));
            count(status, "availableReplicas", available);
            count(status, "unavailableReplicas", Math.max(0, Math.max(wanted, replicas) - available));
            Conditions.setUpdated(
                    status,
                    "Available",
                    enough,
                    enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.");
            if (current != null) {
                String name = "ReplicaSet \"" + Meta.name(current) + "\"";
                Conditions.setUpdated(
                        status,
                        "Progressing",
                        true,
                        complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                        name + (complete ? " has successfully progressed." : " is progressing."));
            }
        });
    }

    private static int sum(List<ObjectNode> sets, String field) {
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
