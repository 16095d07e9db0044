package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.util.Collection;
import java.util.List;

/** Claims: a volume for each, as a dynamic provisioner would make it, unless the claim is told to stay pending. */
final class ClaimController implements Controller {

    private final Actions actions;

    ClaimController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        return event.key().isOf("", "persistentvolumeclaims") ? List.of(event.key()) : List.of();
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public void reconcile(Key key, ObjectNode claim) {
        boolean done = claim == null
                || Meta.isTerminating(claim)
                || Json.text(claim, "status", "phase").equals("Bound")
                || Behaviour.of(claim) == Behaviour.PENDING;
        if (done) {
            return;
        }
        if (Json.text(claim, "spec", "volumeName").isEmpty()) {
            String volume = "pvc-" + Meta.uid(claim);
            actions.create(volume(claim, volume));
            actions.update(claim, copy -> Json.child(copy, "spec").put("volumeName", volume));
            return; // the update leads back here
        }
        actions.status(claim, "kube-controller-manager", status -> {
            status.put("phase", "Bound");
            status.set("accessModes", Json.at(claim, "spec", "accessModes"));
            status.set("capacity", Json.at(claim, "spec", "resources", "requests"));
        });
    }

    private static ObjectNode volume(ObjectNode claim, String name) {
        ObjectNode out = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        Meta.of(out).put("name", name);
        ObjectNode spec = out.putObject("spec");
        spec.set("capacity", Json.at(claim, "spec", "resources", "requests"));
        spec.set("accessModes", Json.at(claim, "spec", "accessModes"));
        spec.put("persistentVolumeReclaimPolicy", "Delete");
        spec.putObject("hostPath").put("path", "/sandbox/" + name);
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", Meta.namespace(claim))
                .put("name", Meta.name(claim))
                .put("uid", Meta.uid(claim));
        return out;
    }
}
