package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs render programs, all within the same limits, and reads what they say to people. */
final class Tool {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final CommandRunner runner;

    Tool(CommandRunner runner) {
        this.runner = runner;
    }

    /** @return how the program ended; see {@link CommandRunner#run} */
    Result run(Path directory, List<String> command) {
        return run(directory, command, Map.of());
    }

    /** @param environment variables that are added */
    Result run(Path directory, List<String> command, Map<String, String> environment) {
        return runner.run(new Command(command, directory, TIMEOUT, ManifestReader.MAX_BYTES, environment));
    }

    /** @return why a program failed: what it wrote to standard error, on one line */
    static String reason(Result result) {
        String reason =
                result.error().strip().replaceFirst("^(Error|error): ", "").replaceAll("\\s*\\R\\s*", " | ");
        return reason.isEmpty() ? "it ended with exit code " + result.exitCode() : reason;
    }

    /** @return the lines that a program which succeeded wrote to standard error */
    static List<String> warnings(Result result) {
        return result.error()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
