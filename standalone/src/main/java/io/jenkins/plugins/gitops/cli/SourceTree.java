package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.project.GitRef;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a source is read from: those of a directory as they are, or those of a commit in a temporary directory.
 * The whole repository is the source's world, else the working directory, for overlays reach for bases beside them.
 *
 * @param root the root, which no path leaves
 * @param origin the directory that the root stands for; empty when paths count from the root of the repository
 * @param revision what was asked for; empty for the files as they are
 * @param git the repository; empty without Git
 * @param exported the commit that the files are of; empty for the files as they are
 * @param directory the temporary directory; empty for the files as they are
 * @param leftOut what of the commit is not there, and why
 */
record SourceTree(
        Path root,
        Optional<Path> origin,
        String revision,
        Optional<GitRepository> git,
        Optional<Commit> exported,
        Optional<TemporaryDirectory> directory,
        Map<String, String> leftOut)
        implements AutoCloseable {

    /**
     * @param start an existing file or directory
     * @param revision null for the files as they are
     */
    static SourceTree around(Path start, String revision) {
        Optional<GitRepository> git = JGitRepository.open(start);
        if (git.filter(GitRepository::isBare).isPresent()) {
            git.get().close();
            throw new GitOpsException(start + " is in a bare repository: name that with --repository");
        }
        Path root = git.map(GitRepository::root).orElseGet(() -> withoutGit(start));
        if (revision == null) {
            return new SourceTree(root, Optional.of(root), "", git, Optional.empty(), Optional.empty(), Map.of());
        }
        if (git.isEmpty()) {
            throw new GitOpsException("--revision needs a Git repository, and " + start + " is in none");
        }
        return export(git.get(), Optional.of(root), revision);
    }

    /** Without Git it is the working directory that holds overlays and bases, unless the source is elsewhere. */
    private static Path withoutGit(Path start) {
        Path here = Path.of("").toAbsolutePath();
        if (start.startsWith(here)) {
            return here;
        }
        return Files.isDirectory(start) ? start : start.getParent();
    }

    /**
     * @param repository a work tree or a bare repository; nothing of it is checked out
     * @param revision the revision
     */
    static SourceTree of(Path repository, String revision) {
        GitRepository git = JGitRepository.open(repository)
                .orElseThrow(() -> new GitOpsException("there is no Git repository at " + repository));
        return export(git, Optional.empty(), revision);
    }

    private static SourceTree export(GitRepository git, Optional<Path> origin, String revision) {
        TemporaryDirectory directory = TemporaryDirectory.create();
        try {
            Commit commit = git.resolve(revision);
            Map<String, String> leftOut = git.export(commit.id(), directory.path());
            return new SourceTree(
                    directory.path(),
                    origin,
                    revision,
                    Optional.of(git),
                    Optional.of(commit),
                    Optional.of(directory),
                    leftOut);
        } catch (RuntimeException e) {
            directory.close();
            git.close();
            throw e;
        }
    }

    /** @return the path in the tree, with slashes; {@code .} for the root */
    String relative(Path path) {
        Path inTree = origin.map(from -> from.relativize(path.toAbsolutePath().normalize()))
                .orElse(path.normalize());
        if (inTree.isAbsolute() || inTree.startsWith("..")) {
            throw new GitOpsException(path + " is outside of "
                    + origin.map(Path::toString).orElse("the repository, whose paths count from its root"));
        }
        String name = inTree.toString().replace('\\', '/');
        return name.isEmpty() ? "." : name;
    }

    /** @return the commit of the files under a path of the tree; empty without Git, and before the first commit */
    Optional<Commit> commit(String path) {
        return exported.isPresent() ? exported : git.flatMap(found -> found.describe(root.resolve(path)));
    }

    /** @return what the files are of, to find the environment */
    GitRef ref() {
        if (exported.isEmpty()) {
            return ProjectOptions.checkedOut(root);
        }
        List<String> tags = git.orElseThrow().tags(exported.get().id());
        return new GitRef(tags.contains(revision) ? "" : revision, tags);
    }

    /** @throws GitOpsException when files under a path would be missing, since Git keeps them somewhere else */
    void requireComplete(String path) {
        Path wanted = root.resolve(path).normalize();
        leftOut.forEach((name, why) -> {
            Path missing = root.resolve(name);
            if (missing.startsWith(wanted) || wanted.startsWith(missing)) {
                throw new GitOpsException(name + " at " + revision + " " + why);
            }
        });
        List<String> missing = exported.isPresent()
                ? List.of()
                : git.map(found -> found.missingSubmodules(root.resolve(path))).orElse(List.of());
        if (!missing.isEmpty()) {
            throw new GitOpsException("the files of submodule " + String.join(", ", missing)
                    + " are not there; run git submodule update --init first");
        }
    }

    @Override
    public void close() {
        git.ifPresent(GitRepository::close);
        directory.ifPresent(TemporaryDirectory::close);
    }
}
