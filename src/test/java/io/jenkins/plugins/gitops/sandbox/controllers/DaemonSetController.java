package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** DaemonSets, on the one node that the sandbox pretends to have. */
final class DaemonSetController implements Controller {

    private static final String REVISION = "controller-revision-hash";

    private final Actions actions;

    DaemonSetController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        if (event.key().isOf("apps", "daemonsets")) {
            return List.of(event.key());
        }
        return event.key().isOf("", "pods")
                ? Actions.ownerKey(event.object(), "DaemonSet", "apps", "daemonsets").stream()
                        .toList()
                : List.of();
    }

    @Override
    public Duration reconcile(Key key, ObjectNode set) {
        if (set == null || Meta.isTerminating(set)) {
            return NEVER;
        }
        String hash = Pods.hash(Json.at(set, "spec", "template"));
        boolean onDelete = Json.text(set, "spec", "updateStrategy", "type").equals("OnDelete");
        List<ObjectNode> pods = actions.controlledBy(set, "v1", "Pod");
        if (pods.isEmpty()) {
            ObjectNode pod = Pods.of(set, Json.at(set, "spec", "template"), Meta.name(set) + "-" + hash);
            Json.child(pod, "metadata", "labels").put(REVISION, hash);
            actions.create(pod);
            pods = actions.controlledBy(set, "v1", "Pod");
        }
        ObjectNode pod = pods.get(0);
        boolean updated = Meta.label(pod, REVISION).equals(hash);
        if (!updated && !onDelete) {
            actions.delete(pod);
        }
        int ready = Pods.isReady(pod) ? 1 : 0;
        actions.status(set, "kube-controller-manager", status -> {
            status.put("observedGeneration", Meta.generation(set));
            status.put("currentNumberScheduled", 1);
            status.put("desiredNumberScheduled", 1);
            status.put("numberMisscheduled", 0);
            status.put("numberReady", ready);
            DeploymentStatus.count(status, "numberAvailable", ready);
            DeploymentStatus.count(status, "numberUnavailable", 1 - ready);
            DeploymentStatus.count(status, "updatedNumberScheduled", updated ? 1 : 0);
        });
        return NEVER;
    }
}
