package io.jenkins.plugins.gitops.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The connection to a browser by its DevTools protocol: commands that are answered, and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final int LONGEST_SECONDS = 60;

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(LONGEST_SECONDS))
                .buildAsync(address, this)
                .join();
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param session the page, or empty for the browser itself
     * @return the result; an answer that is an error fails the test with it
     */
    JsonNode call(String session, String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode command = Json.object().put("id", id).put("method", method);
        command.set("params", parameters);
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(Json.write(command), true).join();
        JsonNode result = get(answer, method);
        if (result.has("error")) {
            throw new AssertionError(method + ": " + result.path("error"));
        }
        return result.path("result");
    }

    /** @return the parameters of the next event of this name in this session */
    CompletableFuture<JsonNode> next(String session, String event) {
        CompletableFuture<JsonNode> seen = new CompletableFuture<>();
        listen(session, event, seen::complete);
        return seen;
    }

    /** Hands on the parameters of every event of this name in this session. */
    void listen(String session, String event, Consumer<JsonNode> listener) {
        listeners.add(node -> {
            if (event.equals(node.path("method").asText())
                    && session.equals(node.path("sessionId").asText())) {
                listener.accept(node.path("params"));
            }
        });
    }

    static JsonNode get(CompletableFuture<JsonNode> answer, String what) {
        try {
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the browser does not answer: " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            JsonNode node = Json.parse(message.toString());
            message.setLength(0);
            CompletableFuture<JsonNode> answer = waiting.remove(node.path("id").asInt());
            if (answer != null) {
                answer.complete(node);
            } else {
                listeners.forEach(listener -> listener.accept(node));
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        waiting.values().forEach(answer -> answer.completeExceptionally(error));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        onError(webSocket, new IllegalStateException("the browser has closed the connection: " + code + " " + reason));
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
