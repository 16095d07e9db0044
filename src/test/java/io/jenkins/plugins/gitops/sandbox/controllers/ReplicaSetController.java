package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** ReplicaSets: as many Pods as wanted. */
final class ReplicaSetController implements Controller {

    private final Actions actions;

    ReplicaSetController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        if (event.key().isOf("apps", "replicasets")) {
            return List.of(event.key());
        }
        return event.key().isOf("", "pods")
                ? Actions.ownerKey(event.object(), "ReplicaSet", "apps", "replicasets").stream()
                        .toList()
                : List.of();
    }

    @Override
    public void reconcile(Key key, ObjectNode set) {
        if (set == null || Meta.isTerminating(set)) {
            return;
        }
        int wanted = Json.at(set, "spec", "replicas").asInt();
        List<ObjectNode> pods = new ArrayList<>(actions.controlledBy(set, "v1", "Pod"));
        pods.removeIf(Meta::isTerminating);
        for (int missing = wanted - pods.size(); missing > 0; missing--) {
            String name = Meta.name(set) + "-"
                    + Integer.toString(ThreadLocalRandom.current().nextInt(60_466_176, Integer.MAX_VALUE), 36)
                            .substring(0, 5);
            actions.create(Pods.of(set, Json.at(set, "spec", "template"), name));
        }
        pods.stream().skip(wanted).forEach(actions::delete);
        List<ObjectNode> counted = pods.stream().limit(wanted).toList();
        int ready = (int) counted.stream().filter(Pods::isReady).count();
        actions.status(set, "kube-controller-manager", status -> {
            status.put("observedGeneration", Meta.generation(set));
            status.put("replicas", counted.size());
            DeploymentController.count(status, "fullyLabeledReplicas", counted.size());
            DeploymentController.count(status, "readyReplicas", ready);
            DeploymentController.count(status, "availableReplicas", ready);
        });
    }
}
