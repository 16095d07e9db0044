package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths that a job names. A repository may hold symbolic links: none of them leads a build out of its workspace. */
final class WorkspacePath {
    private WorkspacePath() {}

    /**
     * @param workspace the workspace, without symbolic links
     * @param what the option that names the path, for messages
     * @param given the path, relative to the workspace
     * @throws GitOpsException when it leads out of the workspace, or over a symbolic link
     */
    static Path of(Path workspace, String what, String given) {
        return below(workspace, "workspace", what, given);
    }

    /**
     * @param directory the source directory, without symbolic links
     * @param what the option that names the path, for messages
     * @param given the path, relative to the directory
     * @throws GitOpsException when it leads out of the directory, or over a symbolic link
     */
    static Path inSource(Path directory, String what, String given) {
        return below(directory, "source directory", what, given);
    }

    private static Path below(Path root, String place, String what, String given) {
        Path inside = root.resolve(given).normalize();
        if (!inside.startsWith(root)) {
            throw new GitOpsException(what + " '" + given + "' leads out of the " + place + "; name a path below it");
        }
        for (Path step = inside; !step.equals(root); step = step.getParent()) {
            if (Files.isSymbolicLink(step)) {
                throw new GitOpsException(what + " '" + given + "' leads over a symbolic link, " + root.relativize(step)
                        + "; name the real path");
            }
        }
        return inside;
    }
}
