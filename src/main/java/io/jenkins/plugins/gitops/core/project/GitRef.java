package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is built, to find the environment that it is for.
 *
 * @param branch the branch; empty when there is none, such as for a tag
 * @param tags the tags; they are looked at only without a branch
 */
public record GitRef(String branch, List<String> tags) {
    /** Nothing is known. */
    public static final GitRef UNKNOWN = new GitRef("", List.of());

    public GitRef {
        tags = List.copyOf(tags);
    }

    /** @return the branch that is checked out in a directory of a work tree, or the tags of a commit without one */
    public static GitRef checkedOut(GitRepository repository, Path directory) {
        Optional<Commit> commit = repository.describe(directory);
        return new GitRef(
                commit.map(Commit::branch).orElse(""),
                commit.map(Commit::id).map(repository::tags).orElse(List.of()));
    }

    /** @return {@code branch main}, {@code tag v1}, or {@code no branch and no tag} */
    @Override
    public String toString() {
        if (!branch.isEmpty()) {
            return "branch " + branch;
        }
        return tags.isEmpty() ? "no branch and no tag" : "tag " + String.join(", ", tags);
    }
}
