package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Claims: a volume for each, as a dynamic provisioner would make it, unless the claim is told to stay pending. */
final class ClaimController implements Controller {

    static final String CLASS = "standard";

    private static final String PROVISIONER = "gitops.test/volumes";

    private final Actions actions;

    ClaimController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        return event.key().isOf("", "persistentvolumeclaims") ? List.of(event.key()) : List.of();
    }

    @Override
    public Duration patience(Event event, Duration usual) {
        return usual;
    }

    @Override
    public Duration reconcile(Key key, ObjectNode claim) {
        boolean done = claim == null
                || Meta.isTerminating(claim)
                || Json.text(claim, "status", "phase").equals("Bound")
                || !Json.text(claim, "spec", "storageClassName").equals(CLASS)
                || Behaviour.of(claim) == Behaviour.PENDING;
        if (done) {
            return NEVER;
        }
        if (Json.text(claim, "spec", "volumeName").isEmpty()) {
            String volume = "pvc-" + Meta.uid(claim);
            actions.create(volume(claim, volume));
            actions.update(claim, copy -> {
                Json.child(copy, "spec").put("volumeName", volume);
                Json.child(copy, "metadata", "annotations")
                        .put("pv.kubernetes.io/bind-completed", "yes")
                        .put("pv.kubernetes.io/bound-by-controller", "yes")
                        .put("volume.beta.kubernetes.io/storage-provisioner", PROVISIONER)
                        .put("volume.kubernetes.io/storage-provisioner", PROVISIONER);
            });
            return NEVER; // the update leads back here
        }
        actions.status(claim, "kube-controller-manager", status -> {
            status.put("phase", "Bound");
            status.set("accessModes", Json.at(claim, "spec", "accessModes"));
            status.set("capacity", Json.at(claim, "spec", "resources", "requests"));
        });
        actions.find("v1", "PersistentVolume", "", Json.text(claim, "spec", "volumeName"))
                .ifPresent(volume ->
                        actions.status(volume, "kube-controller-manager", status -> status.put("phase", "Bound")));
        return NEVER;
    }

    private static ObjectNode volume(ObjectNode claim, String name) {
        ObjectNode out = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        Meta.of(out).put("name", name);
        Json.child(out, "metadata", "annotations").put("pv.kubernetes.io/provisioned-by", PROVISIONER);
        ObjectNode spec = out.putObject("spec");
        spec.set("capacity", Json.at(claim, "spec", "resources", "requests"));
        spec.set("accessModes", Json.at(claim, "spec", "accessModes"));
        spec.put("storageClassName", CLASS).put("persistentVolumeReclaimPolicy", "Delete");
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
