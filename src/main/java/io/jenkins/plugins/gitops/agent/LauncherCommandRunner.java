package io.jenkins.plugins.gitops.agent;

import hudson.EnvVars;
import hudson.Launcher;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * Runs programs with the launcher of the build, as its {@code sh} steps do: on its agent, in its container, with its
 * environment. Sent to the agent within a callable, it arrives there as a stub that calls back.
 */
public final class LauncherCommandRunner
        implements CommandRunner, ToolRunner, SerializableOnlyOverRemoting, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient Launcher launcher;
    private final transient EnvVars environment;
    private final transient Set<ToolProcess> running = ConcurrentHashMap.newKeySet();

    public LauncherCommandRunner(Launcher launcher, EnvVars environment) {
        this.launcher = launcher;
        this.environment = environment;
    }

    @Override
    public Result run(Command command) {
        return ask(this, command);
    }

    @Override
    public Answer run(
            List<String> arguments,
            String directory,
            long timeoutMillis,
            int outputLimit,
            Map<String, String> variables)
            throws IOException, InterruptedException {
        EnvVars all = new EnvVars(environment);
        all.putAll(variables);
        Launcher.ProcStarter starter = launcher.launch()
                .cmds(found(arguments))
                .envs(all)
                .pwd(directory)
                .quiet(true);
        ToolProcess process = new ToolProcess(arguments.get(0), outputLimit);
        running.add(process);
        try {
            return process.run(starter, Duration.ofMillis(timeoutMillis));
        } finally {
            running.remove(process);
        }
    }

    /** Java looks a program up on the agent's own PATH; env does on the build's, which withEnv and tool add to. */
    private List<String> found(List<String> arguments) {
        if (!launcher.isUnix()) {
            return arguments;
        }
        List<String> all = new ArrayList<>(List.of("env"));
        all.addAll(arguments);
        return all;
    }

    /** Kills what still runs: an aborted build does not wait for its agent to find out. */
    @Override
    public void close() {
        running.forEach(process -> process.stop(Messages.ToolProcess_build()));
    }

    @Serial
    private Object writeReplace() throws ObjectStreamException, NotSerializableException {
        return new Stub(getChannelForSerialization().export(ToolRunner.class, this));
    }

    private static Result ask(ToolRunner runner, Command command) {
        try {
            Answer answer = runner.run(
                    new ArrayList<>(command.arguments()),
                    command.directory().toString(),
                    command.timeout().toMillis(),
                    command.outputLimit(),
                    new HashMap<>(command.environment()));
            return new Result(answer.exitCode(), answer.output(), answer.error());
        } catch (IOException e) {
            throw new GitOpsException("cannot run " + command.arguments().get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitOpsException(command.arguments().get(0) + " was interrupted", e);
        }
    }

    /** The agent's end of the line. */
    private record Stub(ToolRunner controller) implements CommandRunner, Serializable {
        @Override
        public Result run(Command command) {
            return ask(controller, command);
        }
    }
}
