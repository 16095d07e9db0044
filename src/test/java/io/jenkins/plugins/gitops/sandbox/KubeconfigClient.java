package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A bare HTTP client for the current context of a kubeconfig, the sandbox's or a real server's. Credentials must be
 * inline: a token, or a client certificate with its key.
 */
public final class KubeconfigClient {

    /** An answer; the body is a missing node when it is not JSON. */
    public record Response(int code, JsonNode body, String text, Map<String, List<String>> headers) {}

    static final String AGGREGATED_DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private final HttpClient http;
    private final String server;
    private final String token;

    private KubeconfigClient(HttpClient http, String server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    /** @param kubeconfig its text */
    public static KubeconfigClient of(String kubeconfig) {
        JsonNode config = Yaml.parse(kubeconfig, false);
        JsonNode context = named(config.path("contexts"), Json.text(config, "current-context"))
                .path("context");
        JsonNode cluster =
                named(config.path("clusters"), Json.text(context, "cluster")).path("cluster");
        JsonNode user = named(config.path("users"), Json.text(context, "user")).path("user");
        HttpClient.Builder http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        String server = Json.text(cluster, "server");
        if (server.startsWith("https:")) {
            try {
                http.sslContext(Pem.context(
                        data(cluster, "certificate-authority-data"),
                        data(user, "client-certificate-data"),
                        data(user, "client-key-data")));
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalArgumentException("the certificates of the kubeconfig cannot be used", e);
            }
        }
        return new KubeconfigClient(http.build(), server, Json.text(user, "token"));
    }

    /** @param contentType of the body; both are ignored when the body is null */
    public Response send(String method, String path, String contentType, String body) {
        return send(method, path, contentType, body, "application/json");
    }

    private Response send(String method, String path, String contentType, String body, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        request.header("Accept", accept);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", contentType);
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("content-type").orElse("").startsWith("application/json");
            return new Response(
                    response.statusCode(),
                    json && !response.body().contains("\n{")
                            ? Json.parse(response.body())
                            : Json.object().path("none"),
                    response.body(),
                    response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A GET that says which form of the answer it wants. */
    public Response get(String path, String accept) {
        return send("GET", path, null, null, accept);
    }

    public Response get(String path) {
        return send("GET", path, null, null);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode item : list) {
            if (Json.text(item, "name").equals(name)) {
                return item;
            }
        }
        throw new IllegalArgumentException("the kubeconfig has no \"" + name + "\"");
    }

    private static byte[] data(JsonNode node, String field) {
        return Base64.getMimeDecoder().decode(Json.text(node, field));
    }
}
