package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * A DaemonSet is healthy when on every node that it wants a Pod of the newest template is available, as kstatus and
 * {@code kubectl rollout status} say.
 *
 * <ul>
 *   <li>{@code maxUnavailable} is not tolerated: it says how fast an update may go, not where it may stop. Helm
 *       tolerates it and reports a DaemonSet as done with nodes missing.
 *   <li>{@code OnDelete}: a node gets the new template when somebody deletes its Pod, so only availability is asked
 *       for. Argo CD does not look at all.
 *   <li>No matching node is healthy, but said: it is mostly a mistake in a selector or a missing toleration.
 * </ul>
 */
final class DaemonSetHealth {
    private DaemonSetHealth() {}

    static Health assess(ObjectNode live) {
        if (!Replicas.seenByController(live)) {
            return Replicas.notSeen();
        }
        int wanted = Replicas.counted(live, "desiredNumberScheduled");
        int updated = Replicas.counted(live, "updatedNumberScheduled");
        int available = Replicas.counted(live, "numberAvailable");
        boolean onDelete = "OnDelete".equals(Json.text(live, "spec", "updateStrategy", "type"));
        if (wanted == 0) {
            return new Health(Health.Status.HEALTHY, "no node matches it");
        }
        if (!onDelete && updated < wanted) {
            return nodes(updated, wanted, "run the new Pod");
        }
        if (available < wanted) {
            return nodes(available, wanted, "have it available");
        }
        return updated < wanted
                ? new Health(
                        Health.Status.HEALTHY,
                        wanted - updated + " of " + wanted
                                + " nodes run the old revision until their Pods are deleted (OnDelete)")
                : Health.healthy();
    }

    private static Health nodes(int count, int wanted, String what) {
        return Health.progressing(count + " of " + wanted + " nodes " + what);
    }
}
