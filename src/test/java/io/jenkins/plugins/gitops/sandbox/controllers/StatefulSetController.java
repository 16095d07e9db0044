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
import java.util.Optional;

/** StatefulSets: numbered Pods, one after the other, with their claims; updates replace the Pods from the last one. */
final class StatefulSetController implements Controller {

    private static final String REVISION = "controller-revision-hash";

    private final Actions actions;

    StatefulSetController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        if (event.key().isOf("apps", "statefulsets")) {
            return List.of(event.key());
        }
        return event.key().isOf("", "pods")
                ? Actions.ownerKey(event.object(), "StatefulSet", "apps", "statefulsets").stream()
                        .toList()
                : List.of();
    }

    @Override
    public Duration reconcile(Key key, ObjectNode set) {
        if (set == null || Meta.isTerminating(set)) {
            return NEVER;
        }
        int wanted = Json.at(set, "spec", "replicas").asInt();
        String revision = Meta.name(set) + "-" + Pods.hash(Json.at(set, "spec", "template"));
        int partition = Json.at(set, "spec", "updateStrategy", "rollingUpdate", "partition")
                .asInt(0);
        boolean onDelete = Json.text(set, "spec", "updateStrategy", "type").equals("OnDelete");
        boolean parallel = Json.text(set, "spec", "podManagementPolicy").equals("Parallel");
        boolean waiting = false;
        for (int i = 0; i < wanted && (!waiting || parallel); i++) {
            Optional<ObjectNode> pod = pod(set, i);
            if (pod.isEmpty()) {
                create(set, i, revision);
            }
            waiting |= pod.isEmpty() || !Pods.isReady(pod.get());
        }
        if (!waiting && !onDelete) {
            replaceLast(set, wanted, partition, revision);
        }
        actions.controlledBy(set, "v1", "Pod").stream()
                .filter(pod -> ordinal(pod) >= wanted)
                .forEach(actions::delete);
        status(set, wanted, revision);
        return NEVER;
    }

    private Optional<ObjectNode> pod(ObjectNode set, int ordinal) {
        return actions.find("v1", "Pod", Meta.namespace(set), Meta.name(set) + "-" + ordinal);
    }

    private void create(ObjectNode set, int ordinal, String revision) {
        String name = Meta.name(set) + "-" + ordinal;
        ObjectNode pod = Pods.of(set, Json.at(set, "spec", "template"), name);
        Json.child(pod, "metadata", "labels")
                .put("statefulset.kubernetes.io/pod-name", name)
                .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal))
                .put(REVISION, revision);
        for (JsonNode template : Json.at(set, "spec", "volumeClaimTemplates")) {
            ObjectNode claim = ((ObjectNode) template).deepCopy();
            claim.remove("status");
            Meta.of(claim).put("name", Meta.name(template) + "-" + name).put("namespace", Meta.namespace(set));
            actions.create(claim);
            Json.child(pod, "spec")
                    .withArray("volumes")
                    .addObject()
                    .put("name", Meta.name(template))
                    .putObject("persistentVolumeClaim")
                    .put("claimName", Meta.name(claim));
        }
        actions.create(pod);
    }

    private void replaceLast(ObjectNode set, int wanted, int partition, String revision) {
        for (int i = wanted - 1; i >= partition; i--) {
            Optional<ObjectNode> pod = pod(set, i);
            if (pod.isPresent() && !Meta.label(pod.get(), REVISION).equals(revision)) {
                actions.delete(pod.get());
                return; // its deletion leads back here
            }
        }
    }

    private void status(ObjectNode set, int wanted, String revision) {
        List<ObjectNode> pods = actions.controlledBy(set, "v1", "Pod");
        int updated = (int) pods.stream()
                .filter(pod -> Meta.label(pod, REVISION).equals(revision))
                .count();
        int ready = (int) pods.stream().filter(Pods::isReady).count();
        String before = Json.text(set, "status", "currentRevision");
        boolean done = updated == wanted && ready == wanted && pods.size() == wanted;
        String current = done || before.isEmpty() ? revision : before;
        int onCurrent = (int) pods.stream()
                .filter(pod -> Meta.label(pod, REVISION).equals(current))
                .count();
        actions.status(set, "kube-controller-manager", status -> {
            status.put("observedGeneration", Meta.generation(set));
            status.put("replicas", pods.size());
            status.put("availableReplicas", ready);
            status.put("collisionCount", 0);
            DeploymentStatus.count(status, "readyReplicas", ready);
            DeploymentStatus.count(status, "updatedReplicas", updated);
            DeploymentStatus.count(status, "currentReplicas", onCurrent);
            status.put("currentRevision", current);
            status.put("updateRevision", revision);
        });
    }

    private static int ordinal(ObjectNode pod) {
        String name = Meta.name(pod);
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
