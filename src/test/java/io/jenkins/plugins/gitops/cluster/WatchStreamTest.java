package io.jenkins.plugins.gitops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchStreamTest {
    private static final ResourceType MAPS =
            new ResourceType(new GroupVersionKind("", "v1", "ConfigMap"), "configmaps", true);
    private static final String PATH = "/api/v1/namespaces/default/configmaps";
    private static final String EXPIRED =
            "{\"kind\":\"Status\",\"message\":\"too old resource version: 1 (7)\",\"reason\":\"Expired\",\"code\":410}";

    private final ScriptedServer server = new ScriptedServer();
    private final ClusterGateway gateway = Gateways.open(server.url(), Gateways.ONCE);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Optional<ClusterException>> end = new CompletableFuture<>();

    @AfterEach
    void close() {
        gateway.close();
        server.close();
    }

    @Test
    void shouldPutTogetherLinesThatComeInPieces() throws Exception {
        server.json(
                PATH,
                200,
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"na",
                "me\":\"ünö\"}}}\n{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"two\"}}}\n\n{\"type\":",
                "\"BOOKMARK\",\"object\":{\"metadata\":{\"name\":\"\"}}}",
                "\n{\"type\":\"DELETED\",\"object\":{\"metadata\":{\"name\":\"one\"}}}\n");

        assertThat(watched()).isEmpty();
        assertThat(events).containsExactly("ADDED ünö", "MODIFIED two", "BOOKMARK ", "DELETED one");
    }

    @Test
    void shouldPassOverAnEventThatItDoesNotKnow() throws Exception {
        server.json(
                PATH,
                200,
                "{\"type\":\"INVENTED\",\"object\":{}}\n{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"one\"}}}\n");

        assertThat(watched()).isEmpty();
        assertThat(events).containsExactly("ADDED one");
    }

    @Test
    void shouldEndWhenTheVersionIsTooOldBeforeAnyEvent() throws Exception {
        server.json(PATH, 410, EXPIRED + "\n");

        ClusterException cause = watched().get();

        assertThat(cause.reason()).isEqualTo(Reason.GONE);
        assertThat(cause).hasMessageContaining("too old resource version: 1 (7)");
    }

    @Test
    void shouldEndWhenTheVersionIsTooOldInTheMiddle() throws Exception {
        server.json(
                PATH,
                200,
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"one\"}}}\n",
                "{\"type\":\"ERROR\",\"object\":" + EXPIRED + "}\n");

        assertThat(watched().get().reason()).isEqualTo(Reason.GONE);
        assertThat(events).containsExactly("ADDED one");
    }

    @Test
    void shouldSayWhyTheServerRefuses() throws Exception {
        server.json(PATH, 403, "{\"kind\":\"Status\",\"message\":\"you may not watch\",\"reason\":\"Forbidden\"}\n");

        ClusterException cause = watched().get();

        assertThat(cause.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(cause).hasMessageContaining("cannot watch ConfigMap objects in default: you may not watch");
    }

    private Optional<ClusterException> watched() throws Exception {
        gateway.watch(MAPS, "default", "", "1", new WatchListener() {
            @Override
            public void event(Event event, ObjectNode object) {
                events.add(event + " " + Json.text(object, "metadata", "name"));
            }

            @Override
            public void closed(ClusterException cause) {
                end.complete(Optional.ofNullable(cause));
            }
        });
        return end.get(20, TimeUnit.SECONDS);
    }
}
