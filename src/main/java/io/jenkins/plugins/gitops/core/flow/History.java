package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import java.util.List;

/** What the cluster itself remembers of an app's deployments. */
public final class History {
    private final Inventory inventory;

    private History(Inventory inventory) {
        this.inventory = inventory;
    }

    /** @throws GitOpsException when the app was never deployed there */
    public static History of(ClusterGateway cluster, Target target) {
        Inventory inventory = new InventoryStore(cluster).load(target.app(), target.environment(), target.namespace());
        if (!inventory.isStored()) {
            throw new GitOpsException("app \"" + target.app() + "\" was never deployed to namespace "
                    + target.namespace() + "; deploy it first, or check --app and --namespace");
        }
        return new History(inventory);
    }

    Inventory inventory() {
        return inventory;
    }

    /** @return the last deployments, newest first */
    public List<Deployment> deployments() {
        return inventory.history();
    }

    /**
     * @return the newest deployment that was applied as a whole: what should be in the cluster now
     * @throws GitOpsException when none was
     */
    public Deployment current() {
        return inventory
                .current()
                .orElseThrow(() ->
                        new GitOpsException("no deployment of app \"" + inventory.app() + "\" has succeeded yet"));
    }

    /**
     * Chooses what to roll back to by commit.
     *
     * @param commit a commit's full id or the beginning of one
     * @return the newest verified deployment of it, else the newest that was applied as a whole
     * @throws GitOpsException when there is none
     */
    public Deployment rollbackTargetAt(String commit) {
        List<Deployment> applied = inventory.history().stream()
                .filter(deployment -> !deployment.commit().isEmpty()
                        && deployment.commit().startsWith(commit)
                        && !deployment.state().equals("failed"))
                .toList();
        long commits = applied.stream().map(Deployment::commit).distinct().count();
        if (commits > 1) {
            throw new GitOpsException("\"" + commit + "\" begins the ids of " + commits
                    + " commits that are remembered; give more of it");
        }
        return applied.stream()
                .filter(deployment -> deployment.state().equals("verified"))
                .findFirst()
                .or(() -> applied.stream().findFirst())
                .orElseThrow(() -> new GitOpsException("no deployment of commit \"" + commit
                        + "\" is remembered, so that its source must be rendered anew:"
                        + " gitops deploy --rollback --path DIR --revision " + commit));
    }

    /**
     * Chooses what to roll back to.
     *
     * @param id a deployment's id or the beginning of one; empty for the newest verified one whose content is another than
     *     the current one's, or, when the newest deployment failed halfway, for the newest verified one
     * @throws GitOpsException when there is none; the message lists what there is
     */
    public Deployment rollbackTarget(String id) {
        boolean failedLast = inventory.history().stream()
                .findFirst()
                .map(Deployment::state)
                .filter("failed"::equals)
                .isPresent();
        List<Deployment> candidates = inventory.history().stream()
                .filter(deployment -> id.isEmpty()
                        ? deployment.state().equals("verified")
                                && (failedLast
                                        || !deployment
                                                .manifests()
                                                .equals(current().manifests()))
                        : deployment.id().startsWith(id))
                .toList();
        if (candidates.isEmpty() || !id.isEmpty() && candidates.size() > 1) {
            throw new GitOpsException((id.isEmpty()
                            ? "no other verified deployment is remembered"
                            : candidates.isEmpty()
                                    ? "no deployment \"" + id + "\" is remembered"
                                    : "\"" + id + "\" begins the id of several deployments")
                    + "; choose one by its id: "
                    + String.join(
                            ", ",
                            inventory.history().stream()
                                    .map(deployment -> deployment.id() + " (" + deployment.state() + ")")
                                    .toList()));
        }
        return candidates.get(0);
    }
}
