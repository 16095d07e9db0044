package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for files in passing: made when it is needed first, deleted in the end. */
final class Scratch implements AutoCloseable {
    private final Path parent;
    private Path directory;

    /** @param parent where it is made */
    Scratch(Path parent) {
        this.parent = parent;
    }

    /** @return the directory, absolute */
    Path directory() {
        if (directory == null) {
            try {
                directory = Files.createTempDirectory(parent, "gitops-").toRealPath();
            } catch (IOException e) {
                throw new GitOpsException("cannot make a directory in " + parent + ": " + e.getMessage(), e);
            }
        }
        return directory;
    }

    /** @return a directory in it, which is made */
    Path directory(String name) {
        try {
            return Files.createDirectories(directory().resolve(name));
        } catch (IOException e) {
            throw new GitOpsException("cannot make a directory in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }
}
