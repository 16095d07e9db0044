package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.git.CommitGraph;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.util.List;
import java.util.Optional;

/** The reasons for which a deployment is refused before anything is written. */
final class Guards {
    private Guards() {}

    /**
     * Refuses a commit that is older than what is deployed: a late build must not undo a newer one. When nobody can tell,
     * such as in a shallow clone or after a history rewrite, {@link DeployRequest#unknownCommit} decides.
     */
    static void olderCommit(
            DeployRequest request, Inventory inventory, Optional<? extends CommitGraph> git, Progress progress) {
        String deployed = inventory.current().map(Deployment::commit).orElse("");
        if (request.kind() == Kind.ROLLBACK || request.allowOlder() || deployed.isEmpty()) {
            return;
        }
        boolean refuse = request.unknownCommit() == UnknownCommit.REFUSE;
        if (request.commit().isEmpty() || git.isEmpty()) {
            if (refuse) {
                throw unknownCommit("what is to be deployed does not come from Git, and commit "
                        + deployed.substring(0, 9) + " is deployed");
            }
            return; // A source without Git is nothing that anybody must be warned of each time.
        }
        String wanted = request.commit().get().id();
        boolean older;
        try {
            older = git.get().isAncestor(wanted, deployed);
        } catch (GitOpsException e) {
            String problem = "cannot tell whether commit " + wanted.substring(0, 9)
                    + " is older than what is deployed (" + deployed.substring(0, 9) + "): " + e.getMessage();
            if (refuse) {
                throw unknownCommit(problem);
            }
            progress.warn(problem);
            return;
        }
        if (older) {
            throw new GitOpsException("commit " + wanted.substring(0, 9) + " is older than what is deployed ("
                    + deployed.substring(0, 9) + ", deployed "
                    + inventory.current().get().at()
                    + "). To go back on purpose use rollback, or allow it: --allow-older");
        }
    }

    /** Refuses to answer to a deployment that is no longer the newest: whoever came since did not ask for it. */
    static void newest(DeployRequest request, Inventory inventory) {
        String newest =
                inventory.history().stream().findFirst().map(Deployment::id).orElse("");
        if (!request.after().isEmpty() && !request.after().equals(newest)) {
            throw new GitOpsException("another deployment (" + newest + ") has come after " + request.after()
                    + ". Nothing was written. Verify that one");
        }
    }

    private static GitOpsException unknownCommit(String problem) {
        return new GitOpsException(problem + ". Nothing was written. Clone with the whole history; when the history was"
                + " rewritten or the commit is right anyhow, deploy it with --allow-older, or warn only:"
                + " --unknown-commit warn");
    }

    static void conflicts(Plan plan) {
        List<String> conflicts = plan.changes().stream()
                .filter(change -> change.action() == Action.CONFLICT)
                .map(change -> change.key() + ": " + change.reason())
                .toList();
        if (!conflicts.isEmpty()) {
            throw new GitOpsException("others own fields that this deployment sets:\n  "
                    + String.join("\n  ", conflicts)
                    + "\nNothing was written. Take the fields out of the manifests, or take them over:"
                    + " --force-conflicts");
        }
    }

    static void pruneLimit(PruneLimit limit, Inventory inventory, Plan plan) {
        long prunes = plan.counts().getOrDefault(Action.PRUNE, 0L);
        if (prunes > limit.of(inventory)) {
            String share = " of " + inventory.members().size() + ", which is " + limit.of(inventory);
            throw new GitOpsException("this deployment would delete " + prunes + " objects, and the limit is " + limit
                    + (limit.isShare() ? share : "")
                    + ". Nothing was written. Check that the source is whole; if it is, raise the"
                    + " limit: --prune-limit " + prunes);
        }
    }
}
