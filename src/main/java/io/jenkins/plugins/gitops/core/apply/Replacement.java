package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.apply.Deletions.Leaving;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.plan.Desired;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes room for an object that can only be created anew: deletes the one that is there and waits until it is gone. */
final class Replacement {
    /** What would take data or other objects with it. No plan replaces one; this is the second lock on that door. */
    private static final Set<String> NEVER = Set.of(
            "PersistentVolume", "PersistentVolumeClaim", "Namespace", "CustomResourceDefinition.apiextensions.k8s.io");

    private final Deletions deletions;
    private final Duration patience;

    Replacement(ClusterGateway cluster, Duration patience) {
        this.deletions = new Deletions(cluster);
        this.patience = patience;
    }

    /**
     * Deletes.
     *
     * @param uid of the object that the plan has seen; no other is deleted
     * @throws GitOpsException when it is not gone in time, naming what holds it; when it is of a kind that is never
     *     replaced, or another by now
     */
    void clear(Desired object, String uid) {
        if (uid.isEmpty()) {
            throw new IllegalArgumentException("only an object whose UID is known may be replaced: " + object.key());
        }
        if (NEVER.contains(object.key().groupKind())) {
            throw new GitOpsException("objects of this kind are never replaced; nothing was deleted");
        }
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            List<Leaving> held =
                    deletions.delete(object.type(), object.key(), uid).stream().toList();
            deletions.await(held, deadline).stream().findFirst().ifPresent(leaving -> {
                throw new GitOpsException("not replaced: after " + patience.toSeconds() + " s the old object still "
                        + leaving.words() + ". The deployment after it is gone creates the new one");
            });
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT) {
                throw new GitOpsException("not replaced: somebody has created it anew since the plan was made", e);
            }
            throw e;
        }
    }
}
