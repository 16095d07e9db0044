package io.jenkins.plugins.gitops.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers by path with given bytes, in given pieces: what no Kubernetes sends. */
final class ScriptedServer implements AutoCloseable {
    private record Answer(int code, String type, List<String> pieces) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    ScriptedServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** @param pieces the body; each piece is sent on its own */
    ScriptedServer on(String path, int code, String type, String... pieces) {
        answers.put(path, new Answer(code, type, List.of(pieces)));
        return this;
    }

    ScriptedServer json(String path, int code, String... pieces) {
        return on(path, code, "application/json", pieces);
    }

    /** @return the paths that were asked for, in their order */
    List<String> paths() {
        return List.copyOf(paths);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        exchange.getRequestBody().readAllBytes();
        Answer answer = answers.getOrDefault(
                path, answers.getOrDefault("*", new Answer(404, "text/plain", List.of("404 page not found\n"))));
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.code(), 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String piece : answer.pieces()) {
                body.write(piece.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
