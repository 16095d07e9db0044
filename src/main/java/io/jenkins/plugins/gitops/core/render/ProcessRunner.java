package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs as children of this process, found on {@code PATH}. */
public final class ProcessRunner implements CommandRunner {
    private static final int ERROR_LIMIT = 16 * 1024;
    /** How long the pipes of a program that has ended may stay open, held by a child that it left behind. */
    private static final long DRAIN_SECONDS = 5;

    private final String path;

    /** Looks for programs where the environment says. */
    public ProcessRunner() {
        this(System.getenv().getOrDefault("PATH", ""));
    }

    /** @param path directories to look for programs in, separated as in {@code PATH} */
    public ProcessRunner(String path) {
        this.path = path;
    }

    @Override
    public Result run(Command command) {
        String tool = command.arguments().get(0);
        requireProgram(tool);
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .directory(command.directory().toFile());
        builder.environment().put("PATH", path);
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            try {
                return await(process, command);
            } finally {
                kill(process);
            }
        } catch (IOException e) {
            throw new GitOpsException("cannot run " + tool + ": " + e.getMessage(), e);
        }
    }

    private void requireProgram(String tool) {
        boolean found = tool.contains(File.separator)
                ? Files.isExecutable(Path.of(tool))
                : Arrays.stream(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .anyMatch(directory -> isProgram(Path.of(directory), tool));
        if (!found) {
            throw new MissingToolException(tool, tool.contains(File.separator) ? "that place" : "PATH (" + path + ")");
        }
    }

    private static boolean isProgram(Path directory, String tool) {
        Path file = directory.resolve(tool);
        return Files.isRegularFile(file) && Files.isExecutable(file)
                || Files.isRegularFile(directory.resolve(tool + ".exe"));
    }

    private static Result await(Process process, Command command) throws IOException {
        String tool = command.arguments().get(0);
        process.getOutputStream().close();
        FutureTask<byte[]> output = start(new FutureTask<>(() -> all(process, command.outputLimit())));
        FutureTask<byte[]> error = start(new FutureTask<>(() -> tail(process.getErrorStream())));
        try {
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GitOpsException(
                        tool + " did not end within " + command.timeout().toSeconds()
                                + " seconds and was stopped; see what it waits for, or allow more time");
            }
            byte[] printed = output.get(DRAIN_SECONDS, TimeUnit.SECONDS);
            if (printed.length > command.outputLimit()) {
                throw new GitOpsException(tool + " printed more than " + command.outputLimit()
                        + " bytes and was stopped; render less at once");
            }
            return new Result(
                    process.exitValue(),
                    new String(printed, StandardCharsets.UTF_8),
                    new String(error.get(DRAIN_SECONDS, TimeUnit.SECONDS), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitOpsException(tool + " was interrupted", e);
        } catch (TimeoutException e) {
            throw new GitOpsException(tool + " has ended, but a program that it started still holds its output", e);
        } catch (ExecutionException e) {
            throw new GitOpsException(
                    "cannot read what " + tool + " prints: " + e.getCause().getMessage(), e);
        }
    }

    private static FutureTask<byte[]> start(FutureTask<byte[]> task) {
        Thread thread = new Thread(task, "program output");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Reads one byte more than allowed, then stops the program. */
    private static byte[] all(Process process, int limit) throws IOException {
        byte[] bytes = process.getInputStream().readNBytes(limit + 1);
        if (bytes.length > limit) {
            kill(process);
        }
        return bytes;
    }

    private static byte[] tail(InputStream stream) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[ERROR_LIMIT];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            byte[] before = kept.toByteArray();
            int old = Math.min(before.length, ERROR_LIMIT - read);
            kept.reset();
            kept.write(before, before.length - old, old);
            kept.write(buffer, 0, read);
        }
        return kept.toByteArray();
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
