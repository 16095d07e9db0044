package io.jenkins.plugins.gitops.agent;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** What the agent may ask of the controller while it renders: to run a program with the launcher of the build. */
interface ToolRunner {
    /**
     * Runs a program where the build's other steps run theirs.
     *
     * @param arguments the program's name and its arguments
     * @param directory the working directory on the agent
     * @param timeoutMillis after which it is killed
     * @param outputLimit how many bytes of standard output are accepted
     * @param variables what is added to the build's environment
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when it does not start, does not end in time or prints
     *     too much
     */
    Answer run(
            List<String> arguments,
            String directory,
            long timeoutMillis,
            int outputLimit,
            Map<String, String> variables)
            throws IOException, InterruptedException;

    /** How it ended. */
    record Answer(int exitCode, String output, String error) implements Serializable {}
}
