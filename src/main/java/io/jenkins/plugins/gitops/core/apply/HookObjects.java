package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.HookPolicy;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.PruneRules;
import java.time.Duration;
import java.util.Optional;

/**
 * Creates and deletes the objects of hooks. They belong to no inventory and carry no owner label; a label of their own
 * names the deployment that has run them. Only what is a hook, or was an object
 * of this app that pruning may delete, is ever deleted.
 */
final class HookObjects {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Duration deletion;
    private final String owner;
    private final String deployment;

    /**
     * @param deletion how long a deleted object may take to be gone
     * @param owner the owner label's value of this app's objects
     * @param deployment the id of this deployment
     */
    HookObjects(ClusterGateway cluster, PlanOptions options, Duration deletion, String owner, String deployment) {
        this.cluster = cluster;
        this.options = options;
        this.deletion = deletion;
        this.owner = owner;
        this.deployment = deployment;
    }

    /** @return what selects the hooks of this deployment */
    String selector() {
        return Annotations.HOOK + "=" + deployment;
    }

    /**
     * Sends a hook to the cluster, after deleting what an earlier run has left if the hook asks for that.
     *
     * @return the object as it is now
     * @throws GitOpsException when something is in its way
     */
    ObjectNode create(Hook hook) {
        ResourceType type = type(hook);
        Optional<ObjectNode> left =
                cluster.get(type, hook.key().namespace(), hook.key().name());
        left.ifPresent(object -> requireHook(hook, object));
        if (left.isPresent() && hook.isDeleted(HookPolicy.BEFORE_HOOK_CREATION)) {
            delete(hook, type, left.get());
        } else if (left.isPresent() && hook.ends()) {
            throw new GitOpsException(Hook.STILL_THERE);
        }
        Applied applied = cluster.apply(
                type, labelled(hook.manifest()), new ApplyOptions(options.manager(), options.force(), false));
        return applied.object();
    }

    /** Deletes the object of a hook and waits until it is gone. */
    void delete(Hook hook) {
        ResourceType type = type(hook);
        cluster.get(type, hook.key().namespace(), hook.key().name()).ifPresent(object -> delete(hook, type, object));
    }

    private ResourceType type(Hook hook) {
        return cluster.type(hook.manifest().type())
                .orElseThrow(() -> new GitOpsException(
                        "the cluster has no " + hook.manifest().type()));
    }

    private void requireHook(Hook hook, ObjectNode live) {
        if (Hook.isHook(new Manifest(live, hook.manifest().origin()))) {
            return;
        }
        boolean ours = owner.equals(Json.text(live, "metadata", "labels", ApplySet.PART_OF));
        if (ours && !PruneRules.mayDelete(hook.key(), options)) {
            throw new GitOpsException("it is an object of this app, of a kind that is protected, and a hook may be"
                    + " deleted; it was left alone. Rename the hook, or allow it: --allow-prune "
                    + hook.key().shortName());
        }
        if (!ours) {
            throw new GitOpsException("there is an object of that name already, which is neither a hook nor this app's;"
                    + " it was left alone. Rename the hook, or delete the object if nobody needs it");
        }
    }

    private ObjectNode labelled(Manifest manifest) {
        ObjectNode json = manifest.json().deepCopy();
        ObjectNode metadata = json.withObject("/metadata");
        if (!(metadata.path("labels") instanceof ObjectNode)) {
            metadata.putObject("labels");
        }
        ((ObjectNode) metadata.path("labels")).put(Annotations.HOOK, deployment);
        return json;
    }

    private void delete(Hook hook, ResourceType type, ObjectNode live) {
        String namespace = hook.key().namespace();
        String name = hook.key().name();
        String uid = Json.text(live, "metadata", "uid");
        cluster.delete(type, namespace, name, uid, false);
        long giveUp = System.nanoTime() + deletion.toNanos();
        for (long pause = 25; ; pause = Math.min(pause * 2, LONGEST_PAUSE.toMillis())) {
            Optional<ObjectNode> still = cluster.get(type, namespace, name)
                    .filter(object -> Json.text(object, "metadata", "uid").equals(uid));
            if (still.isEmpty()) {
                return;
            }
            if (System.nanoTime() >= giveUp) {
                throw new GitOpsException(
                        "it was deleted but is not gone after " + deletion.toSeconds() + " s" + held(still.get()));
            }
            Pause.millis(pause, "a hook to be deleted");
        }
    }

    private static String held(ObjectNode object) {
        String finalizers = String.join(
                ", ",
                Json.elements(object, "metadata", "finalizers")
                        .map(finalizer -> finalizer.asText())
                        .toList());
        return finalizers.isEmpty() ? "" : ", held by the finalizer " + finalizers;
    }
}
