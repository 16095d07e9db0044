package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.GitRef;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.project.SourcePlace;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code gitops.yaml} of a source directory, which says what a step does not. */
final class ProjectOnAgent {
    private ProjectOnAgent() {}

    /**
     * @param directory the source directory
     * @return what the task says, over what the file says for its environment if there is one to be read
     * @throws GitOpsException when the file is not as it should be, or is not where the task says that it is
     */
    static EnvironmentSettings settings(Path directory, RenderTask task) {
        EnvironmentSettings said = task.said();
        if (!task.config().isEmpty()) {
            Path file = WorkspacePath.inSource(directory, "config", task.config());
            if (!Files.isRegularFile(file)) {
                throw new GitOpsException("there is no " + task.config() + " in the source directory; check config");
            }
            return said.over(read(directory, file, said.environment()));
        }
        Path file = directory.resolve(Project.FILE);
        boolean asked = said.source().path().isEmpty() && Files.isRegularFile(file) && !Files.isSymbolicLink(file);
        return asked ? said.over(read(directory, file, said.environment())) : said;
    }

    private static EnvironmentSettings read(Path directory, Path file, String named) {
        String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
        Project project;
        try {
            project = Project.read(Files.readString(file), name);
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + file + ": " + e.getMessage(), e);
        }
        String environment = named.isEmpty()
                ? project.environmentOf(project.environments().size() == 1 ? GitRef.UNKNOWN : checkedOut(directory))
                : named;
        int slash = name.lastIndexOf('/');
        return SourcePlace.of(project.environment(environment), slash < 0 ? "." : name.substring(0, slash));
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
