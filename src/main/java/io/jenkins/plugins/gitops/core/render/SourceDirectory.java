package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The directory that a source is read from. No path and no symbolic link leads out of it. */
final class SourceDirectory {
    private static final Path UP = Path.of("..");

    private final Path root;

    /** @throws GitOpsException when there is no such directory */
    SourceDirectory(Path directory) {
        try {
            root = directory.toRealPath();
        } catch (IOException e) {
            throw new GitOpsException("source directory " + directory + " is not there", e);
        }
        if (!Files.isDirectory(root)) {
            throw new GitOpsException("source directory " + directory + " is not a directory");
        }
    }

    /** @return the real path of the directory */
    Path root() {
        return root;
    }

    /**
     * @param path a path relative to the directory, with slashes; empty or {@code .} for itself
     * @param what what it is, for messages
     * @return the existing file or directory, absolute, with links resolved
     * @throws GitOpsException when it is not there or not inside
     */
    Path resolve(String path, String what) {
        Path candidate = candidate(path, what);
        if (!Files.exists(candidate)) {
            throw new GitOpsException(what + " '" + path + "' is not there");
        }
        return requireInside(candidate, what);
    }

    /** @return whether the path names something that is there; a path that leads out is refused */
    boolean has(String path, String what) {
        return Files.exists(candidate(path, what));
    }

    /** @return the path relative to the directory, with slashes; {@code .} for itself */
    String relative(Path inside) {
        String relative = root.relativize(inside).toString().replace('\\', '/');
        return relative.isEmpty() ? "." : relative;
    }

    /** @throws GitOpsException when a symbolic link below the directory leads out of the source directory */
    void requireInnerLinks(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> links =
                    files.filter(Files::isSymbolicLink).filter(Files::exists).toList();
            links.forEach(link -> requireInside(link, "symbolic link"));
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + relative(directory) + ": " + e.getMessage(), e);
        }
    }

    /**
     * @return the path with links resolved
     * @throws GitOpsException when that is outside
     */
    Path requireInside(Path path, String what) {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw new GitOpsException(
                    what + " " + relative(path) + " leads nowhere; remove it or commit its target", e);
        }
        if (!real.startsWith(root)) {
            throw new GitOpsException(
                    what + " " + relative(path) + " leads out of the source directory; copy its target in");
        }
        return real;
    }

    private Path candidate(String path, String what) {
        Arguments.require(path, what);
        Path written;
        try {
            written = Path.of(path);
        } catch (InvalidPathException e) {
            throw new GitOpsException(what + " '" + path + "' is no path", e);
        }
        if (written.isAbsolute()
                || StreamSupport.stream(written.spliterator(), false).anyMatch(UP::equals)) {
            throw new GitOpsException(what + " '" + path + "' leads out of the source directory; name a path below it");
        }
        return root.resolve(written).normalize();
    }
}
