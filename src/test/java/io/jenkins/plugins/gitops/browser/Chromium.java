package io.jenkins.plugins.gitops.browser;

import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window and without a past, which this process starts and ends. */
public final class Chromium implements AutoCloseable {
    private static final String GIVEN = "GITOPS_TEST_CHROMIUM";
    /** What to say when there is none. */
    public static final String MISSING = "no browser: install Chromium"
            + " (Debian: apt-get install --no-install-recommends chromium), or name one in " + GIVEN;

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final String GREETING = "DevTools listening on ";

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    private Chromium(Path profile, Process process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /** @return the browser that {@code GITOPS_TEST_CHROMIUM} names, else the first of the usual names on the PATH */
    public static Optional<Path> find() {
        String given = System.getenv(GIVEN);
        if (given != null && !given.isEmpty()) {
            return Optional.of(Path.of(given));
        }
        List<Path> path =
                Stream.of(System.getenv("PATH").split(":")).map(Path::of).toList();
        return NAMES.stream()
                .flatMap(name -> path.stream().map(directory -> directory.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it on a free port of the loopback interface. */
    public static Chromium start(Path program) {
        try {
            Path profile = Files.createTempDirectory("chromium");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--headless",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-default-apps",
                    "--disable-extensions",
                    "--no-first-run",
                    "--no-default-browser-check",
                    "--force-color-profile=srgb",
                    "--hide-scrollbars",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile));
            if ("root".equals(System.getProperty("user.name"))) {
                command.add("--no-sandbox");
            }
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Chromium(profile, process, new DevTools(address(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(program + " cannot be started", e);
        }
    }

    /** Its first lines on standard error end with the address; a thread reads the rest so that it never blocks. */
    private static URI address(Process process) throws IOException {
        BufferedReader lines = process.errorReader();
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(GREETING)) {
                Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium " + process.pid());
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring(GREETING.length()).strip());
            }
            seen.append(line).append('\n');
        }
        throw new IOException("it has ended and said: " + seen);
    }

    /** @return a new, empty page */
    public Page newPage() {
        String target = tools.call("", "Target.createTarget", Json.object().put("url", "about:blank"))
                .path("targetId")
                .asText();
        String session = tools.call(
                        "",
                        "Target.attachToTarget",
                        Json.object().put("targetId", target).put("flatten", true))
                .path("sessionId")
                .asText();
        return new Page(tools, target, session);
    }

    @Override
    public void close() {
        tools.close();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
