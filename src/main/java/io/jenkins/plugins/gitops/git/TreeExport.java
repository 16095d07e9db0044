package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.LfsPointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes a commit as files, exactly as the object database has them. */
final class TreeExport {
    private static final String LEAVING = "is a symbolic link that leads out of the directory; copy its target in";
    private static final Set<String> UNSAFE_NAMES = Set.of("", ".", "..", ".git");

    private final Repository repository;
    private final String revision;
    private final Path target;
    /** Made after all files, so that no file is written through a link. */
    private final Map<Path, Path> links = new TreeMap<>();

    private final Map<String, String> leftOut = new TreeMap<>();

    TreeExport(Repository repository, String revision, Path target) throws IOException {
        this.repository = repository;
        this.revision = revision;
        this.target = target.toRealPath();
    }

    /**
     * Writes all of a tree.
     *
     * @return what was left out, and why
     */
    Map<String, String> export(RevTree tree) throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            while (walk.next()) {
                entry(walk, walk.getPathString());
            }
        }
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            Files.createSymbolicLink(link.getKey(), link.getValue());
        }
        for (Path link : links.keySet()) {
            if (Files.exists(link) && !link.toRealPath().startsWith(target)) {
                Files.delete(link);
                leftOut.put(target.relativize(link).toString(), LEAVING);
            }
        }
        return leftOut;
    }

    private void entry(TreeWalk walk, String name) throws IOException {
        Path file = file(walk, name);
        FileMode mode = walk.getFileMode();
        if (mode == FileMode.TREE) {
            Files.createDirectory(file);
            walk.enterSubtree();
        } else if (mode == FileMode.GITLINK) {
            leftOut.put(
                    name, "is a submodule; name the submodule's own repository as the source, or copy its files in");
        } else if (mode == FileMode.SYMLINK) {
            link(file, walk, name);
        } else {
            write(file, walk, name, mode == FileMode.EXECUTABLE_FILE);
        }
    }

    private Path file(TreeWalk walk, String name) {
        if (UNSAFE_NAMES.contains(walk.getNameString().toLowerCase(Locale.ROOT))) {
            throw refused(name, "is not a name that Git allows");
        }
        try {
            return target.resolve(walk.getPathString());
        } catch (InvalidPathException e) {
            throw refused(name, "is not a name that this machine allows");
        }
    }

    private void write(Path file, TreeWalk walk, String name, boolean executable) throws IOException {
        ObjectLoader content = walk.getObjectReader().open(walk.getObjectId(0));
        if (isLfsPointer(content)) {
            leftOut.put(
                    name, "is kept in Git LFS, and its content is not in the repository; commit it as a plain file");
            return;
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            content.copyTo(out);
        }
        if (executable && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static boolean isLfsPointer(ObjectLoader content) throws IOException {
        try (ObjectStream stream = content.openStream()) {
            return LfsPointer.isHead(stream.readNBytes(LfsPointer.HEAD_LENGTH));
        }
    }

    private void link(Path file, TreeWalk walk, String name) throws IOException {
        ObjectLoader content = walk.getObjectReader().open(walk.getObjectId(0));
        Path leadsTo = Path.of(new String(content.getBytes(), StandardCharsets.UTF_8));
        if (leadsTo.isAbsolute() || !file.resolveSibling(leadsTo).normalize().startsWith(target)) {
            leftOut.put(name, LEAVING);
        } else {
            links.put(file, leadsTo);
        }
    }

    private GitOpsException refused(String name, String why) {
        return new GitOpsException(name + " at " + revision + " " + why);
    }
}
