package io.jenkins.plugins.gitops.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Gzip;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.policy.Policy;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.Situation;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import io.jenkins.plugins.gitops.core.render.RenderRequest;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Scopes;
import io.jenkins.plugins.gitops.core.render.SourceFacts;
import io.jenkins.plugins.gitops.core.render.registry.RegistryClient;
import io.jenkins.plugins.gitops.core.report.PolicyTable;
import io.jenkins.plugins.gitops.core.report.Sarif;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.MasterToSlaveFileCallable;

/** Renders in the workspace, writes the manifests there, and answers with what is worth knowing about them. */
public final class RenderOnAgent extends MasterToSlaveFileCallable<Rendered> {
    private static final long serialVersionUID = 1L;
    private final RenderTask task;
    private final RequiredChecks required;
    private final String scratch;
    private final CommandRunner runner;
    private final RegistryAccess registries;

    /**
     * @param required what the task's environment demands
     * @param scratch a directory of the agent for files in passing, which containers of the build see too
     * @param runner runs Helm and Kustomize
     * @param registries who we are to registries of images
     */
    public RenderOnAgent(
            RenderTask task, RequiredChecks required, String scratch, CommandRunner runner, RegistryAccess registries) {
        this.task = task;
        this.required = required;
        this.scratch = scratch;
        this.runner = runner;
        this.registries = registries;
    }

    @Override
    public Rendered invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath().toRealPath();
        Path directory = WorkspacePath.of(root, "path", task.path());
        EnvironmentSettings settings = ProjectOnAgent.settings(directory, task);
        if (settings.app().isEmpty()) {
            throw new GitOpsException("say which app, or write a " + Project.FILE);
        }
        Path file = WorkspacePath.of(root, "out", task.out().isEmpty() ? defaultOut(settings) : task.out());
        Optional<Path> sarif = Optional.of(task.sarif())
                .filter(given -> !given.isEmpty())
                .map(given -> WorkspacePath.of(root, "sarif", given));
        Set<Path> written = new HashSet<>(Set.of(file));
        sarif.ifPresent(written::add);
        Optional<Commit> commit = required.verified(CheckedOut.commit(root, directory, written), directory);
        RenderResult result = render(directory, settings, commit);
        Situation situation = new Situation(settings.namespace(), settings::kubeVersion, commit);
        PolicyReport demanded = required.check(result.declared(), situation);
        PolicyReport own = new Policy(settings.checks()).check(result.declared(), situation);
        sarif.ifPresent(to -> write(root, to, ManifestWriter.json(Sarif.of(demanded.and(own), name(root, directory)))));
        List<String> warnings = new ArrayList<>(result.warnings());
        warnings.addAll(required.require(demanded));
        own.requireNoErrors();
        warnings.addAll(PolicyTable.summary(own));
        write(root, file, ManifestWriter.yaml(result.manifests()));
        return new Rendered(
                settings.app(),
                settings.environment(),
                name(root, file),
                result.digest(),
                result.manifests().size(),
                SourceFacts.of(result),
                commit.map(CommitOnWire::pack).orElse(""),
                warnings,
                Gzip.pack(ManifestWriter.yaml(result.declared())));
    }

    private RenderResult render(Path directory, EnvironmentSettings settings, Optional<Commit> commit)
            throws IOException {
        Scopes scopes = type -> Optional.ofNullable(task.scopes().get(type.groupKind()));
        return new Renderer(runner, scopes, new RegistryClient(registries, registries.variables()))
                .render(new RenderRequest(directory, settings.sourceWithValues(), settings.app(), settings.namespace())
                        .with(settings.capabilities(task.upgrade()))
                        .with(settings.changesAt(commit))
                        .with(settings.determinismOrWarn())
                        .withScratch(Files.createDirectories(Path.of(scratch))));
    }

    private static String defaultOut(EnvironmentSettings settings) {
        String environment = settings.environment();
        return RenderTask.OUT_DIRECTORY + "/" + settings.app() + (environment.isEmpty() ? "" : "-" + environment)
                + ".yaml";
    }

    /** @return the path in the workspace, with slashes */
    private static String name(Path root, Path path) {
        return root.relativize(path).toString().replace(File.separatorChar, '/');
    }

    private static void write(Path root, Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new GitOpsException("cannot write " + name(root, file) + ": " + e.getMessage(), e);
        }
    }
}
