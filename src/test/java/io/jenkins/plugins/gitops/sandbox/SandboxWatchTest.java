package io.jenkins.plugins.gitops.sandbox;

import static io.jenkins.plugins.gitops.sandbox.SandboxTestClient.CONFIG_MAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch sees, and how it ends. */
@Timeout(20)
class SandboxWatchTest {

    private final Sandbox sandbox = Sandbox.builder()
            .workloads(false)
            .history(20)
            .bookmarks(Duration.ofMillis(50))
            .start();
    private final SandboxTestClient client = new SandboxTestClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void replaysFromAVersionAndGoesOn() throws Exception {
        String version = version();
        client.createConfigMap("a");
        BufferedReader watch = watch("resourceVersion=" + version + "&timeoutSeconds=1");
        client.applyConfigMap("a", "one&force=true", "{k: w}");
        client.delete(CONFIG_MAPS + "/a", null);
        assertEquals(List.of("ADDED a", "MODIFIED a", "DELETED a"), lines(watch));
    }

    @Test
    void aSelectorMakesObjectsComeAndGo() throws Exception {
        client.createConfigMap("a");
        BufferedReader watch = watch("resourceVersion=" + version() + "&timeoutSeconds=1&labelSelector=in%3Dyes");
        for (String value : List.of("yes", "no")) {
            sandbox.patch(
                    "x", "v1", "ConfigMap", "default", "a", "{\"metadata\":{\"labels\":{\"in\":\"" + value + "\"}}}");
        }
        assertEquals(List.of("ADDED a", "DELETED a"), lines(watch));
    }

    @Test
    void bookmarksComeWhenAskedFor() throws Exception {
        BufferedReader watch = watch("resourceVersion=" + version() + "&allowWatchBookmarks=true&timeoutSeconds=5");
        assertEquals("BOOKMARK ", line(watch.readLine()));
    }

    @Test
    void aVersionThatIsForgottenIsAnErrorEvent() throws Exception {
        String version = version();
        for (int i = 0; i < 25; i++) {
            client.createConfigMap("a" + i);
        }
        JsonNode event = Json.parse(watch("resourceVersion=" + version).readLine());
        assertEquals("ERROR", Json.text(event, "type"));
        assertEquals(410, Json.at(event, "object", "code").asInt());
        assertEquals("Expired", Json.text(event, "object", "reason"));
    }

    @Test
    void isBrokenOffByAFault() throws Exception {
        sandbox.faults()
                .on("GET", CONFIG_MAPS)
                .when(request -> request.isWatch())
                .dropWatchAfter(1);
        BufferedReader watch = watch("resourceVersion=" + version());
        client.createConfigMap("a");
        assertEquals("ADDED a", line(watch.readLine()));
        assertThrows(IOException.class, watch::readLine);
    }

    private String version() {
        return Meta.resourceVersion(client.get(CONFIG_MAPS).body());
    }

    private BufferedReader watch(String query) throws Exception {
        URI uri = URI.create(sandbox.url() + CONFIG_MAPS + "?watch=1&" + query);
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private static List<String> lines(BufferedReader watch) throws IOException {
        List<String> out = new ArrayList<>();
        for (String line = watch.readLine(); line != null; line = watch.readLine()) {
            out.add(line(line));
        }
        return out;
    }

    private static String line(String json) {
        JsonNode event = Json.parse(json);
        return Json.text(event, "type") + " " + Meta.name(event.path("object"));
    }
}
