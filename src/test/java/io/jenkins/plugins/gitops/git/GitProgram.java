package io.jenkins.plugins.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes repositories with the real {@code git}. */
public final class GitProgram {
    private final Path directory;
    private int clock;

    private GitProgram(Path directory) {
        this.directory = directory;
    }

    /** @return a new repository in the directory, on branch {@code main} */
    public static GitProgram init(Path directory) throws IOException {
        GitProgram git = new GitProgram(Files.createDirectories(directory));
        git.run("init", "--quiet", "--initial-branch=main");
        return git;
    }

    /** @return what git printed, without white space around it */
    public String run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
        command.addAll(
                List.of("-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"));
        command.addAll(List.of(arguments));
        Result result = new ProcessRunner().run(new Command(command, directory, Duration.ofMinutes(1), 1_000_000));
        assertThat(result.exitCode()).as(command + ": " + result.error()).isZero();
        return result.output().strip();
    }

    /** Writes a file of the work tree. */
    public Path write(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** @return the id of a new commit of everything in the work tree; each is a minute younger than the one before */
    public String commit(String message) {
        run("add", "--all");
        clock++;
        String date = String.format("2026-01-01T00:%02d:00Z", clock);
        run("commit", "--quiet", "--allow-empty", "--message", message, "--date", date);
        return run("rev-parse", "HEAD");
    }

    public Path directory() {
        return directory;
    }
}
