package io.jenkins.plugins.gitops.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs that tests use as tools and judges, with those of {@code bin/control-plane} first on the PATH. */
public final class Programs {
    private static final long LONGEST_MINUTES = 5;
    private static String path;

    private Programs() {}

    /** How a program ended. */
    public record Result(int exitCode, String output, String error) {}

    /** Runs a program to its end in the working directory of the tests, the repository's root. */
    public static Result run(List<String> command) {
        return run(command, Map.of());
    }

    /** Runs a program with more environment variables. */
    public static Result run(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("out", null);
            Path err = Files.createTempFile("err", null);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            builder.environment().put("PATH", path());
            if (command.get(0).indexOf('/') < 0) {
                builder.command(where(command));
            }
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return the PATH with the pinned tools first */
    public static synchronized String path() {
        if (path == null) {
            path = System.getenv("PATH");
            try {
                Process process = new ProcessBuilder("bin/control-plane", "env").start();
                String exports = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                exports.lines()
                        .filter(line -> line.startsWith("export PATH="))
                        .map(line -> line.substring("export PATH=".length()).replaceAll("[\"']", ""))
                        .map(value -> value.split(":")[0])
                        .findFirst()
                        .ifPresent(directory -> path = directory + ":" + path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return path;
    }

    /** A child's PATH does not decide where Java looks for the program itself. */
    private static List<String> where(List<String> command) {
        for (String directory : path().split(":")) {
            Path program = Path.of(directory, command.get(0));
            if (Files.isExecutable(program)) {
                List<String> resolved = new java.util.ArrayList<>(command);
                resolved.set(0, program.toString());
                return resolved;
            }
        }
        return command;
    }
}
