package io.jenkins.plugins.gitops.agent;

import hudson.Launcher;
import hudson.Proc;
import hudson.model.Computer;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.MissingToolException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.util.Timer;

/** One run of a program, within its limits of time and output. */
final class ToolProcess {
    private static final Logger LOGGER = Logger.getLogger(ToolProcess.class.getName());
    private static final int ERROR_LIMIT = 16 * 1024;
    /** What the shell of a container answers. */
    private static final int COMMAND_NOT_FOUND = 127;
    /** What the operating system of an agent answers: ENOENT, ERROR_FILE_NOT_FOUND. */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("error=2\\b");

    private final String program;
    private final CappedOutput output;
    private final OutputTail error = new OutputTail(ERROR_LIMIT);
    private final CompletableFuture<Proc> started = new CompletableFuture<>();
    private final AtomicReference<String> stopped = new AtomicReference<>();

    ToolProcess(String program, int outputLimit) {
        this.program = program;
        this.output = new CappedOutput(outputLimit, () -> stop(Messages.ToolProcess_output(outputLimit)));
    }

    /**
     * Runs it to its end.
     *
     * @throws MissingToolException when there is no such program where the build runs
     * @throws GitOpsException when it was stopped; the message says why
     */
    ToolRunner.Answer run(Launcher.ProcStarter starter, Duration timeout) throws IOException, InterruptedException {
        Proc proc = start(starter);
        started.complete(proc);
        ScheduledFuture<?> clock = Timer.get()
                .schedule(
                        () -> stop(Messages.ToolProcess_time(timeout.toSeconds())),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            int exitCode = proc.join();
            if (stopped.get() != null) {
                throw new GitOpsException(program + " " + stopped.get());
            }
            if (exitCode == COMMAND_NOT_FOUND) {
                throw missing();
            }
            return new ToolRunner.Answer(exitCode, output.text(), error.text());
        } catch (InterruptedException e) {
            proc.kill();
            throw e;
        } finally {
            clock.cancel(false);
        }
    }

    private Proc start(Launcher.ProcStarter starter) throws IOException {
        try {
            return starter.stdout(output).stderr(error).start();
        } catch (IOException e) {
            if (NO_SUCH_FILE.matcher(String.valueOf(e.getMessage())).find()) {
                throw missing();
            }
            throw e;
        }
    }

    private MissingToolException missing() {
        return new MissingToolException(program, Messages.ToolProcess_place());
    }

    /** Kills the program, now or as soon as it has started, from a thread that may wait for the agent. */
    void stop(String why) {
        if (stopped.compareAndSet(null, why)) {
            started.thenAcceptAsync(this::kill, Computer.threadPoolForRemoting);
        }
    }

    private void kill(Proc proc) {
        try {
            proc.kill();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot kill " + program);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
