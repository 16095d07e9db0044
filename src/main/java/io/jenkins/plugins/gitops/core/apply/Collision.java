package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.plan.Action;

/**
 * Two apps that create the same object at the same moment. Both plans say "create", and since both apply with the same
 * field manager, the server sees no conflict: the later one takes the object, owner label and all. It learns of that
 * from the answer alone: an object that it was to create was there, and nobody but our own field manager has written it.
 * What a controller or a person has created in between carries another manager's entry and is merely adopted.
 */
public final class Collision {
    private Collision() {}

    /** @throws GitOpsException when another app has created the object since the plan was made */
    public static void check(Action planned, Applied applied, String manager) {
        boolean ours = Json.elements(applied.object(), "metadata", "managedFields")
                .allMatch(entry -> manager.equals(Json.text(entry, "manager")));
        if (planned == Action.CREATE && !applied.created() && !applied.repeated() && ours) {
            throw new GitOpsException("another deployment has created it since this one was planned, and has lost it to"
                    + " this app now. Two apps must not declare one object: remove it from the other, or from this one,"
                    + " then deploy both again");
        }
    }
}
