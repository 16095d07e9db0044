package io.jenkins.plugins.gitops.core.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine asks of a Git repository. Failures are {@link io.jenkins.plugins.gitops.core.GitOpsException}. */
public interface GitRepository extends CommitGraph, AutoCloseable {

    /**
     * Describes what a directory of the work tree holds.
     *
     * @return the commit that is checked out, with the changed files under {@code directory}; empty before the first
     */
    Optional<Commit> describe(Path directory);

    /** @return the commit that a revision (id, tag, branch, {@code HEAD~1}) names */
    Commit resolve(String revision);

    /**
     * Writes all files of a revision, straight from the object database. What cannot be written is left out: submodules and
     * files in Git LFS, whose content is not in this repository, and links that lead out of it.
     *
     * @param revision id, tag or branch
     * @param target an existing empty directory
     * @return what was left out: its path, and why, to be said of it
     */
    Map<String, String> export(String revision, Path target);

    /** @return the names of the tags that point at a commit, sorted */
    List<String> tags(String commit);

    /** @return the signature of a commit and what it is of; empty when it is not signed */
    Optional<SignedContent> signed(String commit);

    /**
     * @param directory a directory of the work tree
     * @return paths of submodules in or above of it, relative to the root, whose files are not there
     */
    List<String> missingSubmodules(Path directory);

    /** @return the repository's own directory: {@code .git} of a work tree, or the bare repository */
    Path directory();

    /** @return whether it has no work tree */
    boolean isBare();

    /** @return the root of the work tree */
    Path root();

    @Override
    void close();
}
