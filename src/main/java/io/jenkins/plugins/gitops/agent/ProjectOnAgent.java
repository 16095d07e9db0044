package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.GitRef;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.render.Source;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code gitops.yaml} of a source directory, which says what a step does not. */
final class ProjectOnAgent {
    private ProjectOnAgent() {}

    /**
     * @param directory the source directory
     * @return what the file says for the task's environment; empty when there is none, or the step names a source itself
     * @throws GitOpsException when the file is not as it should be
     */
    static Optional<EnvironmentSettings> settings(Path directory, RenderTask task) {
        Path file = directory.resolve(Project.FILE);
        if (!(task.source() instanceof Source.Detect) || !Files.isRegularFile(file) || Files.isSymbolicLink(file)) {
            return Optional.empty();
        }
        Project project;
        try {
            project = Project.read(Files.readString(file), Project.FILE);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + file + ": " + e.getMessage(), e);
        }
        String environment = task.environment().isEmpty()
                ? project.environmentOf(project.environments().size() == 1 ? GitRef.UNKNOWN : checkedOut(directory))
                : task.environment();
        return Optional.of(project.environment(environment));
    }

    private static GitRef checkedOut(Path directory) {
        Optional<GitRepository> found = JGitRepository.open(directory);
        if (found.isEmpty()) {
            return GitRef.UNKNOWN;
        }
        try (GitRepository repository = found.get()) {
            return GitRef.checkedOut(repository, directory);
        }
    }
}
