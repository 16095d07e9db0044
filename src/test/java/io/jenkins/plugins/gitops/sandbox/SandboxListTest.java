package io.jenkins.plugins.gitops.sandbox;

import static io.jenkins.plugins.gitops.sandbox.SandboxTestClient.CONFIG_MAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages of a LIST. */
class SandboxListTest {

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final SandboxTestClient client = new SandboxTestClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void pagesShowTheMomentOfTheFirst() {
        for (String name : List.of("a", "b", "c")) {
            client.createConfigMap(name);
        }
        JsonNode first = client.get(CONFIG_MAPS + "?limit=2").body();
        client.createConfigMap("bb");
        sandbox.delete("v1", "ConfigMap", "default", "c");
        String token = Json.text(first, "metadata", "continue");
        JsonNode second = client.get(CONFIG_MAPS + "?limit=2&continue=" + token).body();
        assertEquals(List.of("a", "b"), names(first));
        assertEquals(List.of("c", "kube-root-ca.crt"), names(second));
        assertEquals(2, Json.at(first, "metadata", "remainingItemCount").asInt());
        assertEquals(Meta.resourceVersion(first), Meta.resourceVersion(second));
        assertEquals("", Json.text(second, "metadata", "continue"));
    }

    @Test
    void aTokenFromBeforeACompactionHasExpired() {
        client.createConfigMap("a");
        String token = Json.text(client.get(CONFIG_MAPS + "?limit=1").body(), "metadata", "continue");
        sandbox.compact();
        Response expired = client.get(CONFIG_MAPS + "?limit=1&continue=" + token);
        assertEquals(410, expired.code());
        assertEquals("Expired", Json.text(expired.body(), "reason"));
    }

    @Test
    void listsAllNamespaces() {
        sandbox.createNamespace("other");
        assertEquals(
                List.of("default", "kube-system", "other"),
                client.get("/api/v1/configmaps").body().findValuesAsText("namespace"));
    }

    private static List<String> names(JsonNode list) {
        List<String> out = new ArrayList<>();
        list.path("items").forEach(item -> out.add(Meta.name(item)));
        return out;
    }
}
