package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests over fabric8's HTTP client, which brings TLS, credentials and their renewal. Retries are here and not
 * in fabric8, since only here it is known what may be sent twice.
 */
final class Transport {
    static final String JSON = "application/json";
    static final String APPLY = "application/apply-patch+yaml";
    static final String PATCH = "application/json-patch+json";

    private final HttpClient client;
    private final String server;
    private final Duration timeout;
    private final Retry retry;
    private final Runnable guard;

    /** @param guard asked before each attempt at anything but a GET; what it throws is thrown instead of sending */
    Transport(HttpClient client, String server, Duration timeout, Retry retry, Runnable guard) {
        this.client = client;
        this.server = server;
        this.timeout = timeout;
        this.retry = retry;
        this.guard = guard;
    }

    Transport guardedBy(Runnable check) {
        return new Transport(client, server, timeout, retry, check);
    }

    /** @return the same with another time limit for each attempt */
    Transport within(Duration limit) {
        return new Transport(client, server, limit, retry, guard);
    }

    /** A request. {@code twice}: whether sending it again is harmless when it is not known if it was executed. */
    record Call(String method, String path, String accept, String contentType, String body, boolean twice) {
        static Call get(String path) {
            return new Call("GET", path, JSON, null, null, true);
        }
    }

    HttpClient client() {
        return client;
    }

    URI uri(String path) {
        return URI.create(server + path);
    }

    /** @return the server's answer, whatever its status, after the retries that the call allows */
    Reply send(Call call) {
        boolean repeated = false;
        Duration waited = Duration.ZERO;
        int failures = 0;
        for (int attempt = 1; ; attempt++) {
            if (!"GET".equals(call.method())) {
                guard.run();
            }
            Duration retryAfter = Duration.ZERO;
            try {
                Reply reply = once(call);
                retryAfter = reply.retryAfter();
                // 429 is always sent before any work is done; other failures may hide a finished write.
                boolean again = reply.code() == 429
                        ? retry.outlasts(waited)
                        : reply.passing() && call.twice() && ++failures < retry.attempts();
                if (!again || retryAfter.compareTo(retry.maxDelay()) > 0) {
                    return repeated ? reply.toRepeated() : reply;
                }
                repeated |= reply.code() != 429;
            } catch (ClusterException e) {
                if (e.reason() != Reason.UNREACHABLE || !call.twice() || ++failures >= retry.attempts()) {
                    throw e;
                }
                repeated = true;
            }
            Duration delay = retry.delay(attempt + 1, retryAfter);
            pause(delay);
            waited = waited.plus(delay);
        }
    }

    private Reply once(Call call) {
        HttpRequest.Builder builder = client.newHttpRequestBuilder()
                .uri(uri(call.path()))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .setHeader("Accept", call.accept());
        HttpRequest request = call.body() == null && !"DELETE".equals(call.method())
                ? builder.build()
                : builder.method(call.method(), call.contentType(), call.body()).build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, byte[].class);
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis() + 5_000, TimeUnit.MILLISECONDS);
            byte[] body = response.body();
            return new Reply(
                    response.code(),
                    body == null ? new byte[0] : body,
                    Warnings.texts(response.headers("Warning")),
                    retryAfter(response));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ClusterException(Reason.INTERRUPTED, "interrupted while talking to " + server, e);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(e);
        }
    }

    /** @return the failure for an answer that no Kubernetes API server gives, such as a proxy's welcome page */
    ClusterException notKubernetes(String what) {
        return new ClusterException(
                Reason.SERVER,
                200,
                "cannot " + what + ": " + server + " did not answer as a Kubernetes API server does",
                List.of());
    }

    ClusterException unreachable(Throwable cause) {
        Throwable root = cause;
        boolean late = isTimeout(root);
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
            late |= isTimeout(root);
        }
        String why = late
                ? "no answer within " + timeout.toSeconds() + " s"
                : root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
        return new ClusterException(
                Reason.UNREACHABLE,
                "cannot reach the cluster at " + server + ": " + why
                        + "; check the address, the network and the CA certificate",
                cause);
    }

    /** OkHttp closes the socket when time is up, so the root cause alone does not tell. */
    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof InterruptedIOException && "timeout".equals(failure.getMessage());
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        List<String> values = response.headers("Retry-After");
        try {
            return values.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(values.get(0)));
        } catch (NumberFormatException e) {
            return Duration.ZERO; // A date: Kubernetes never sends one.
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Reason.INTERRUPTED, "interrupted while waiting for the cluster", e);
        }
    }
}
