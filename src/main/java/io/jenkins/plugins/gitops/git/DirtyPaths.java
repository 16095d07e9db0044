package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.StatusCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.NoWorkTreeException;
import org.eclipse.jgit.lib.Repository;

/** What in a work tree is not as the checked-out commit has it. */
final class DirtyPaths {
    private DirtyPaths() {}

    /**
     * @return the changed, added, removed and untracked files under the directory, relative to it, sorted; ignored files
     *     do not count
     */
    static List<String> under(Path directory, Path root, Repository repository) throws IOException {
        Path inside = root.toRealPath().relativize(directory.toRealPath());
        if (inside.startsWith("..")) {
            throw new GitOpsException(directory + " is not in the work tree " + root);
        }
        String prefix = inside.toString().isEmpty() ? "" : inside.toString().replace('\\', '/') + "/";
        try (Git git = new Git(repository)) {
            StatusCommand command = git.status();
            if (!prefix.isEmpty()) {
                command.addPath(prefix);
            }
            return paths(command.call())
                    .filter(path -> path.startsWith(prefix))
                    .map(path -> path.substring(prefix.length()))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (GitAPIException | NoWorkTreeException e) {
            throw new GitOpsException("cannot compare " + directory + " with its commit: " + e.getMessage(), e);
        }
    }

    private static Stream<String> paths(Status status) {
        return Stream.of(status.getUncommittedChanges(), status.getUntracked()).flatMap(Set::stream);
    }
}
