package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.project.EnvironmentSettings;
import io.jenkins.plugins.gitops.core.project.GitRef;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.git.JGitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What {@code gitops.yaml} says. */
final class ProjectOptions {
    static final String DESCRIPTION =
            "Take from this gitops.yaml what no option says (default: gitops.yaml in the working directory, when it is"
                    + " needed).";

    @Option(names = "--config", paramLabel = "FILE", description = DESCRIPTION)
    private Path config;

    /** Options that will be given. */
    ProjectOptions() {}

    /** @param config the file, null for the one in the working directory */
    ProjectOptions(Path config) {
        this.config = config;
    }

    /** @return the file that was asked for, or that is there by its name */
    Optional<Path> file() {
        if (config != null) {
            return Optional.of(config.toAbsolutePath().normalize());
        }
        Path here = Path.of(Project.FILE).toAbsolutePath();
        return Files.isRegularFile(here) ? Optional.of(here) : Optional.empty();
    }

    /** @return the file's name for a tree that is not the working directory */
    Path name() {
        return config == null ? Path.of(Project.FILE) : config;
    }

    boolean isGiven() {
        return config != null;
    }

    /**
     * @param environment the environment's name, null for the one that the branch belongs to
     * @return what the file says; empty when there is none
     */
    Optional<EnvironmentSettings> settings(String environment) {
        return file().map(found -> read(found, environment, () -> checkedOut(found.getParent())));
    }

    /**
     * @param file an existing file
     * @param environment the environment's name, null for the one that {@code ref} belongs to
     */
    static EnvironmentSettings read(Path file, String environment, Supplier<GitRef> ref) {
        Project project;
        try {
            project = Project.read(Files.readString(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new GitOpsException("cannot read " + file + ": " + e.getMessage(), e);
        }
        boolean known = environment != null || project.environments().size() == 1;
        return project.environment(
                environment != null ? environment : project.environmentOf(known ? GitRef.UNKNOWN : ref.get()));
    }

    /** @return the branch that is checked out, or the tags of a commit without one */
    static GitRef checkedOut(Path directory) {
        Optional<GitRepository> found = JGitRepository.open(directory);
        if (found.isEmpty()) {
            return GitRef.UNKNOWN;
        }
        try (GitRepository repository = found.get()) {
            return GitRef.checkedOut(repository, directory);
        }
    }
}
