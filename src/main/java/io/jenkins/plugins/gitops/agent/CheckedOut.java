package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The commit that a source directory of a workspace is of. */
final class CheckedOut {
    private CheckedOut() {}

    /**
     * A repository that merely surrounds the workspace says nothing about it.
     *
     * @param root the workspace
     * @param directory the source directory in it
     * @param written files that a render writes, which are no change of the source
     */
    static Optional<Commit> commit(Path root, Path directory, Set<Path> written) {
        Optional<GitRepository> found = JGitRepository.open(directory);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (GitRepository repository = found.get()) {
            if (!repository.root().startsWith(root)) {
                return Optional.empty();
            }
            return repository
                    .describe(directory)
                    .map(commit -> commit.withDirty(commit.dirty().stream()
                            .filter(path -> !written.contains(directory.resolve(path)))
                            .filter(path -> !directory.resolve(path).startsWith(root.resolve(RenderTask.OUT_DIRECTORY)))
                            .toList()));
        }
    }
}
