package io.jenkins.plugins.gitops.core.render.registry;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP with limits of time and size. Redirections are not followed: a login must not be carried elsewhere. */
final class RegistryHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LIMIT = 4 * 1024 * 1024;

    private final HttpClient client;

    /** @param proxies through which registries are asked */
    RegistryHttp(ProxySelector proxies) {
        client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies)
                .build();
    }

    /** What a server says. */
    record Answer(int code, HttpHeaders all, byte[] body) {
        List<String> headers(String name) {
            return all.allValues(name);
        }
    }

    /**
     * @param what what is done, for messages
     * @throws GitOpsException when there is no answer
     */
    Answer send(HttpRequest.Builder request, String what) {
        try {
            HttpResponse<InputStream> response =
                    client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response.statusCode(), response.headers(), read(body));
            }
        } catch (TimeoutException e) {
            throw new GitOpsException("cannot " + what + ": the answer does not end", e);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new GitOpsException("cannot " + what + ": " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitOpsException("interrupted: cannot " + what, e);
        }
    }

    /** The time limit of a request is for the head of its answer alone. */
    private static byte[] read(InputStream body) throws IOException, InterruptedException, TimeoutException {
        FutureTask<byte[]> task = new FutureTask<>(() -> body.readNBytes(LIMIT));
        Thread reader = new Thread(task, "registry answer");
        reader.setDaemon(true);
        reader.start();
        try {
            return task.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
