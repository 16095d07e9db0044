package io.jenkins.plugins.gitops.controlplane;

import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One of the servers of a test's own control plane, which is stopped and started as a bad day would. */
public final class ServerProcess {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path directory;
    private final String name;

    /**
     * @param own a control plane that no other test uses
     * @param name the server's: {@code etcd}, {@code kube-apiserver}
     */
    public ServerProcess(ControlPlane own, String name) {
        this.directory = own.kubeconfig().toAbsolutePath().getParent();
        this.name = name;
    }

    /** Holds it: nothing is answered, and no connection breaks. */
    public void pause() {
        signal("STOP", pid(name));
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT", pid(name));
    }

    /** Kills it; who watches over the servers must not see that, or all would be ended. @return what starts it again */
    public Runnable kill() {
        try {
            String pid = pid(name);
            List<String> command = List.of(Files.readString(Path.of("/proc", pid, "cmdline"), StandardCharsets.UTF_8)
                    .split("\0"));
            signal("STOP", pid("supervisor"));
            signal("KILL", pid);
            awaitEnd(Path.of("/proc", pid));
            return () -> start(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the last of its threads is gone it may still hold its port, and the next one would end at once. */
    private static void awaitEnd(Path process) {
        Sandbox.await(LONG, () -> {
            try (Stream<Path> threads = Files.list(process.resolve("task"))) {
                return threads.count() == 1
                        && Files.readString(process.resolve("stat")).matches("(?s)\\d+ \\(.*\\) Z .*");
            } catch (IOException e) {
                return Files.notExists(process);
            }
        });
    }

    private void start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve(name + ".log").toFile()))
                    .start();
            Files.writeString(directory.resolve(name + ".pid"), process.pid() + "\n"); // for who stops them all
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String pid(String process) {
        try {
            return Files.readString(directory.resolve(process + ".pid")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, String pid) {
        Programs.Result result = Programs.run(List.of("kill", "-" + signal, pid));
        if (result.exitCode() != 0) {
            throw new AssertionError("kill -" + signal + " " + pid + ": " + result.error());
        }
    }
}
