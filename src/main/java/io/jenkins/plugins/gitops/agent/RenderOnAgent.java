package io.jenkins.plugins.gitops.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.MasterToSlaveFileCallable;

/** Renders in the workspace, writes the manifests there, and answers with what is worth knowing about them. */
public final class RenderOnAgent extends MasterToSlaveFileCallable<Rendered> {
    private static final long serialVersionUID = 1L;
    private final RenderTask task;
    private final CommandRunner runner;

    /** @param runner runs Helm and Kustomize */
    public RenderOnAgent(RenderTask task, CommandRunner runner) {
        this.task = task;
        this.runner = runner;
    }

    @Override
    public Rendered invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath().toRealPath();
        Path directory = inside(root, "path", task.path());
        Path file = inside(root, "out", task.out());
        String fileName = root.relativize(file).toString().replace(File.separatorChar, '/');
        Optional<Commit> commit = commit(root, directory, file);
        RenderResult result = new Renderer(runner)
                .render(new RenderRequest(
                        directory,
                        task.source(),
                        task.app(),
                        task.namespace(),
                        task.images().stream().map(ImageOverride::parse).toList(),
                        task.kubeVersion(),
                        task.upgrade()));
        write(file, fileName, ManifestWriter.yaml(result.manifests()));
        return new Rendered(
                fileName,
                result.digest(),
                result.manifests().size(),
                result.source().type(),
                result.source().path(),
                result.tool(),
                commit.map(CommitOnWire::pack).orElse(""),
                result.images(),
                result.warnings(),
                Gzip.pack(ManifestWriter.yaml(result.declared())));
    }

    /** A repository may hold symbolic links: none of them leads a build out of its workspace. */
    private static Path inside(Path root, String what, String given) {
        Path inside = root.resolve(given).normalize();
        if (!inside.startsWith(root)) {
            throw new GitOpsException(what + " '" + given + "' leads out of the workspace; name a path below it");
        }
        for (Path step = inside; !step.equals(root); step = step.getParent()) {
            if (Files.isSymbolicLink(step)) {
                throw new GitOpsException(what + " '" + given + "' leads over a symbolic link, " + root.relativize(step)
                        + "; name the real path");
            }
        }
        return inside;
    }

    /** A repository that merely surrounds the workspace says nothing about it; what was rendered here is no change. */
    private static Optional<Commit> commit(Path root, Path directory, Path file) {
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
                            .filter(path -> !directory.resolve(path).equals(file))
                            .filter(path -> !directory.resolve(path).startsWith(root.resolve(RenderTask.OUT_DIRECTORY)))
                            .toList()));
        }
    }

    private static void write(Path file, String name, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + name + ": " + e.getMessage(), e);
        }
    }
}
