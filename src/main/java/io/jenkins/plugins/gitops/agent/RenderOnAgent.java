package io.jenkins.plugins.gitops.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.policy.Policy;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Situation;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import io.jenkins.plugins.gitops.core.render.ImageOverride;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.report.PolicyTable;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.MasterToSlaveFileCallable;

/** Renders in the workspace, writes the manifests there, and answers with what is worth knowing about them. */
public final class RenderOnAgent extends MasterToSlaveFileCallable<Rendered> {
    private static final long serialVersionUID = 1L;
    private final RenderTask task;
    private final RequiredChecks required;
    private final String scratch;
    private final CommandRunner runner;

    /**
     * @param required what the task's environment demands
     * @param scratch a directory of the agent for files in passing, which containers of the build see too
     * @param runner runs Helm and Kustomize
     */
    public RenderOnAgent(RenderTask task, RequiredChecks required, String scratch, CommandRunner runner) {
        this.task = task;
        this.required = required;
        this.scratch = scratch;
        this.runner = runner;
    }

    @Override
    public Rendered invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath().toRealPath();
        Path directory = inside(root, "path", task.path());
        Optional<EnvironmentSettings> settings = ProjectOnAgent.settings(directory, task);
        String app = known("app", task.app(), settings.map(EnvironmentSettings::app));
        String environment =
                task.environment().isEmpty() ? said(settings, EnvironmentSettings::environment) : task.environment();
        Path file = inside(root, "out", task.out().isEmpty() ? defaultOut(app, environment) : task.out());
        String fileName = root.relativize(file).toString().replace(File.separatorChar, '/');
        Optional<Commit> commit = required.verified(commit(root, directory, file), directory);
        String namespace =
                task.namespace().isEmpty() ? said(settings, EnvironmentSettings::namespace) : task.namespace();
        EnvironmentSettings all = said().over(settings.orElse(EnvironmentSettings.NOTHING));
        RenderResult result = new Renderer(runner)
                .render(new RenderRequest(
                                directory,
                                settings.isPresent() ? all.sourceWithValues() : task.source(),
                                app,
                                namespace)
                        .with(all.capabilities(task.upgrade()))
                        .with(all.determinismOrWarn())
                        .with(all.changesAt(commit))
                        .withScratch(Files.createDirectories(Path.of(scratch))));
        List<String> warnings = new ArrayList<>(result.warnings());
        Situation situation = new Situation(namespace, () -> version(settings), commit);
        warnings.addAll(required.require(result.declared(), situation));
        warnings.addAll(checked(settings, result, situation));
        write(file, fileName, ManifestWriter.yaml(result.manifests()));
        return new Rendered(
                app,
                environment,
                fileName,
                result.digest(),
                result.manifests().size(),
                result.source().type(),
                result.source().path(),
                result.tool(),
                commit.map(CommitOnWire::pack).orElse(""),
                result.images(),
                warnings,
                Gzip.pack(ManifestWriter.yaml(result.declared())));
    }

    private static String known(String what, String given, Optional<String> said) {
        return Optional.of(given)
                .filter(text -> !text.isEmpty())
                .or(() -> said)
                .orElseThrow(() -> new GitOpsException("say which " + what + ", or write a " + Project.FILE));
    }

    private static String said(Optional<EnvironmentSettings> settings, Function<EnvironmentSettings, String> what) {
        return settings.map(what).orElse("");
    }

    private String version(Optional<EnvironmentSettings> settings) {
        return task.kubeVersion().isEmpty() ? said(settings, EnvironmentSettings::kubeVersion) : task.kubeVersion();
    }

    private static String defaultOut(String app, String environment) {
        return RenderTask.OUT_DIRECTORY + "/" + app + (environment.isEmpty() ? "" : "-" + environment) + ".yaml";
    }

    /** @return what the step says */
    private EnvironmentSettings said() {
        return EnvironmentSettings.NOTHING
                .but()
                .changes(Changes.NONE
                        .but()
                        .images(task.images().stream().map(ImageOverride::parse).toList())
                        .build())
                .kubeVersion(task.kubeVersion())
                .build();
    }

    /** @return what is not as it should be, and stops nothing */
    private static List<String> checked(
            Optional<EnvironmentSettings> settings, RenderResult result, Situation situation) {
        PolicyReport report = new Policy(
                        settings.map(EnvironmentSettings::checks).orElse(PolicySettings.STANDARD))
                .check(result.declared(), situation);
        report.requireNoErrors();
        return PolicyTable.summary(report);
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
