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

/** Deployments: one ReplicaSet for each template, the old ones replaced step by step. */
final class DeploymentController implements Controller {

    static final String REVISION = "deployment.kubernetes.io/revision";

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
    public Duration reconcile(Key key, ObjectNode deployment) {
        if (deployment == null || Meta.isTerminating(deployment)) {
            return NEVER;
        }
        String hash = Pods.hash(Json.at(deployment, "spec", "template"));
        List<ObjectNode> sets = actions.controlledBy(deployment, "apps/v1", "ReplicaSet");
        ObjectNode current = sets.stream()
                .filter(set -> Meta.label(set, Pods.TEMPLATE_HASH).equals(hash))
                .findFirst()
                .orElse(null);
        List<ObjectNode> old = sets.stream().filter(set -> set != current).toList();
        Rollout rollout = new Rollout(deployment, current, old);
        if (!Json.at(deployment, "spec", "paused").asBoolean()) {
            long revision = 1
                    + old.stream()
                            .mapToLong(DeploymentController::revision)
                            .max()
                            .orElse(0);
            if (current == null) {
                actions.create(replicaSet(deployment, hash, rollout.newReplicas(), revision));
                return NEVER; // its creation leads back here
            }
            if (revision(current) < revision) {
                actions.update(
                        current,
                        copy -> Json.child(copy, "metadata", "annotations").put(REVISION, Long.toString(revision)));
                return NEVER;
            }
            shrink(old, rollout.fewerOld());
            scale(current, rollout.newReplicas());
        }
        return new DeploymentStatus(actions, deployment, current, sets, rollout.minimum()).write();
    }

    private static long revision(ObjectNode set) {
        return Long.parseLong("0" + Json.text(set, "metadata", "annotations", REVISION));
    }

    private ObjectNode replicaSet(ObjectNode deployment, String hash, int replicas, long revision) {
        ObjectNode set = Actions.owned(deployment, "apps/v1", "ReplicaSet", Meta.name(deployment) + "-" + hash);
        JsonNode template = Json.at(deployment, "spec", "template");
        if (Json.at(template, "metadata", "labels").isObject()) {
            Meta.of(set).set("labels", Json.at(template, "metadata", "labels").deepCopy());
        }
        Json.child(set, "metadata", "labels").put(Pods.TEMPLATE_HASH, hash);
        Json.child(set, "metadata", "annotations").put(REVISION, Long.toString(revision));
        ObjectNode spec = set.putObject("spec").put("replicas", replicas);
        spec.set("selector", Json.at(deployment, "spec", "selector").deepCopy());
        Json.child(spec, "selector", "matchLabels").put(Pods.TEMPLATE_HASH, hash);
        spec.set("template", template.deepCopy());
        Json.child(spec, "template", "metadata", "labels").put(Pods.TEMPLATE_HASH, hash);
        return set;
    }

    private void shrink(List<ObjectNode> sets, int by) {
        int left = by;
        for (ObjectNode set : sets) {
            int has = Json.at(set, "spec", "replicas").asInt();
            int less = Math.min(left, has);
            scale(set, has - less);
            left -= less;
        }
    }

    private void scale(ObjectNode set, int replicas) {
        if (Json.at(set, "spec", "replicas").asInt() != replicas) {
            actions.update(set, copy -> Json.child(copy, "spec").put("replicas", replicas));
        }
    }
}
