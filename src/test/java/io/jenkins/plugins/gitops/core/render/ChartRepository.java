package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A repository of packaged charts on the loopback interface. */
public final class ChartRepository implements AutoCloseable {
    private final HttpServer server;

    private ChartRepository(HttpServer server) {
        this.server = server;
    }

    /** Packs a chart. @return the directory in which the archive is */
    public static Path pack(Path chart, Path directory) {
        helm(directory, "package", chart.toAbsolutePath().toString());
        return directory;
    }

    /**
     * Starts one.
     *
     * @param directory where its files are kept
     * @param archive the chart that it has
     */
    public static ChartRepository start(Path directory, Path archive) throws IOException {
        Path files = Files.createDirectory(directory.resolve("repository"));
        Files.copy(archive, files.resolve(archive.getFileName()));
        helm(directory, "repo", "index", files.toString());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = files.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        return new ChartRepository(server);
    }

    /** Runs Helm in a directory; the test fails with what it says. */
    static void helm(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("helm"));
        command.addAll(List.of(arguments));
        CommandRunner.Result result =
                new ProcessRunner().run(new CommandRunner.Command(command, directory, Duration.ofMinutes(1), 100_000));
        assertThat(result.exitCode()).as(result.error()).isZero();
    }

    /** @return {@code http://127.0.0.1:PORT} */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
