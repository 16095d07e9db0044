package io.jenkins.plugins.gitops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One open watch: lines of JSON, each an event, until either side ends it. */
final class WatchStream implements AutoCloseable {
    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    private final Transport transport;
    private final String what;
    private final WatchListener listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Whether the body is a refusal rather than events; known before the first byte is delivered. */
    private volatile boolean refused;

    private CompletableFuture<HttpResponse<AsyncBody>> answer;

    WatchStream(Transport transport, String what, WatchListener listener) {
        this.transport = transport;
        this.what = what;
        this.listener = listener;
    }

    WatchStream open(String path) {
        HttpRequest request = transport
                .client()
                .newHttpRequestBuilder()
                .uri(transport.uri(path))
                .setHeader("Accept", Transport.JSON)
                .forStreaming()
                .build();
        answer = transport.client().consumeBytes(request, this::received);
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                end(transport.unreachable(failure));
            } else {
                refused = response.code() != 200;
                response.body().consume();
                response.body().done().whenComplete((done, broken) -> finished(response, broken));
            }
        });
        return this;
    }

    private synchronized void received(List<ByteBuffer> buffers, AsyncBody body) {
        if (ended.get()) {
            body.cancel();
            return;
        }
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next != '\n' || refused) {
                    line.write(next);
                } else {
                    byte[] whole = line.toByteArray();
                    line.reset();
                    event(whole);
                }
            }
        }
        if (line.size() > LONGEST_LINE) {
            body.cancel();
            end(new ClusterException(
                    ClusterException.Reason.SERVER, 0, "cannot " + what + ": an event of over 8 MiB", List.of()));
            return;
        }
        body.consume();
    }

    private void event(byte[] bytes) {
        if (ended.get() || bytes.length == 0) {
            return;
        }
        JsonNode event = new Reply(200, bytes, List.of(), Duration.ZERO).json();
        String type = Json.text(event, "type");
        if ("ERROR".equals(type)) {
            byte[] status = event.path("object").toString().getBytes(StandardCharsets.UTF_8);
            end(Failures.of(
                    new Reply(event.path("object").path("code").asInt(500), status, List.of(), Duration.ZERO),
                    what,
                    false));
        } else if (event.path("object") instanceof ObjectNode object) {
            try {
                listener.event(WatchListener.Event.valueOf(type), object);
            } catch (IllegalArgumentException e) {
                // A type of event that a later API server may send; nothing in it is known to be about an object.
            }
        }
    }

    private void finished(HttpResponse<AsyncBody> response, Throwable broken) {
        if (broken != null) {
            end(transport.unreachable(broken));
        } else if (refused) {
            byte[] body;
            synchronized (this) {
                body = line.toByteArray();
            }
            end(Failures.of(new Reply(response.code(), body, List.of(), Duration.ZERO), what, false));
        } else {
            end(null);
        }
    }

    private void end(ClusterException cause) {
        if (ended.compareAndSet(false, true)) {
            listener.closed(cause);
        }
    }

    @Override
    public void close() {
        // A body may be cancelled only by the thread that reads it: another would pull the connection from under it. So
        // the reader does so with the next bytes, or the gateway frees it when it closes.
        ended.set(true);
        answer.cancel(true);
    }
}
