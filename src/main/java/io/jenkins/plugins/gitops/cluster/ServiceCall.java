package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One GET to a Service behind the API server. Its answer is a stranger's: it is read up to {@value #LONGEST} bytes, and what
 * comes after that is not waited for.
 */
final class ServiceCall {
    static final int LONGEST = 1024 * 1024;

    private final Transport transport;
    private final Duration limit;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    /** @param limit how long the whole answer may take */
    ServiceCall(Transport transport, Duration limit) {
        this.transport = transport.within(limit);
        this.limit = limit;
    }

    /** @return the answer, whatever its status */
    Reply send(String path) {
        long end = System.nanoTime() + limit.toNanos();
        HttpRequest request = transport
                .client()
                .newHttpRequestBuilder()
                .uri(transport.uri(path))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .setHeader("Accept", "*/*")
                .build();
        CompletableFuture<HttpResponse<AsyncBody>> answer = transport.client().consumeBytes(request, this::received);
        try {
            HttpResponse<AsyncBody> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            response.body().consume();
            response.body().done().whenComplete((done, broken) -> finish(broken));
            byte[] body = whole.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new Reply(response.code(), body, List.of(), Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Reason.INTERRUPTED, "interrupted while a Service was asked", e);
        } catch (ExecutionException e) {
            throw transport.unreachable(e.getCause());
        } catch (TimeoutException e) {
            throw transport.unreachable(e);
        } finally {
            whole.cancel(true);
            answer.cancel(true);
        }
    }

    private synchronized void received(List<ByteBuffer> buffers, AsyncBody body) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), LONGEST - text.size())];
            buffer.get(bytes);
            text.writeBytes(bytes);
        }
        if (whole.isDone() || text.size() >= LONGEST) {
            whole.complete(text.toByteArray());
            body.cancel();
        } else {
            body.consume();
        }
    }

    private synchronized void finish(Throwable broken) {
        if (broken == null) {
            whole.complete(text.toByteArray());
        } else {
            whole.completeExceptionally(broken);
        }
    }
}
