package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
    public Duration reconcile(Key key, ObjectNode set) {
        if (set == null || Meta.isTerminating(set)) {
            return NEVER;
        }
        int wanted = Json.at(set, "spec", "replicas").asInt();
        List<ObjectNode> pods = new ArrayList<>(actions.controlledBy(set, "v1", "Pod"));
        pods.removeIf(Meta::isTerminating);
        for (int missing = wanted - pods.size(); missing > 0; missing--) {
            actions.create(Pods.generated(set, Json.at(set, "spec", "template")));
        }
        pods.stream().skip(wanted).forEach(actions::delete);
        List<ObjectNode> counted = pods.stream().limit(wanted).toList();
        int ready = (int) counted.stream().filter(Pods::isReady).count();
        actions.status(set, "kube-controller-manager", status -> {
            status.put("observedGeneration", Meta.generation(set));
            status.put("replicas", counted.size());
            status.put("terminatingReplicas", 0);
            DeploymentStatus.count(status, "fullyLabeledReplicas", counted.size());
            DeploymentStatus.count(status, "readyReplicas", ready);
            DeploymentStatus.count(status, "availableReplicas", ready);
        });
        return NEVER;
    }
}
