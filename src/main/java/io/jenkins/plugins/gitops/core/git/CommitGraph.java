package io.jenkins.plugins.gitops.core.git;

import java.util.List;

/** How commits follow each other. Failures are {@link io.jenkins.plugins.gitops.core.GitOpsException}. */
public interface CommitGraph {

    /**
     * @return whether {@code ancestor} is reachable from {@code commit} and is not the same; both full ids
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when a commit is not there, or the history that would tell
     *     was cut off by a shallow clone
     */
    boolean isAncestor(String ancestor, String commit);

    /** @return the commits reachable from {@code to} and not from {@code from}, newest first, at most {@code limit} */
    List<Commit> between(String from, String to, int limit);
}
