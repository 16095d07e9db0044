package io.jenkins.plugins.gitops.core.render;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a program: on the agent in Jenkins, as a child process in the command line. */
public interface CommandRunner {

    /**
     * Runs a program to its end, without a shell and without standard input.
     *
     * @throws MissingToolException when there is no such program
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when it cannot be started, does not end in time, or prints
     *     more than allowed
     */
    Result run(Command command);

    /**
     * What to run.
     *
     * @param arguments the program's name and its arguments
     * @param directory the working directory
     * @param timeout after which the program and its children are killed
     * @param outputLimit how many bytes of standard output are accepted
     * @param environment variables that are added to those that programs get here anyway
     */
    record Command(
            List<String> arguments,
            Path directory,
            Duration timeout,
            int outputLimit,
            Map<String, String> environment) {
        public Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        /** With the variables that programs get here anyway. */
        public Command(List<String> arguments, Path directory, Duration timeout, int outputLimit) {
            this(arguments, directory, timeout, outputLimit, Map.of());
        }
    }

    /**
     * How it ended.
     *
     * @param exitCode the exit code
     * @param output standard output, UTF-8
     * @param error the end of standard error, UTF-8
     */
    record Result(int exitCode, String output, String error) {}
}
