package io.jenkins.plugins.gitops.sandbox;

import static io.jenkins.plugins.gitops.sandbox.SandboxTestClient.CONFIG_MAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.faults.Fault;
import io.jenkins.plugins.gitops.sandbox.http.RequestLog;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tests can let go wrong, and what the log says afterwards. */
@Timeout(20)
class SandboxFaultsTest {

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final SandboxTestClient client = new SandboxTestClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void answersInsteadOfTheServerTheNthTime() {
        sandbox.faults()
                .on("PATCH", CONFIG_MAPS + "/.*")
                .nth(2)
                .retryAfter(7)
                .answer(429, "TooManyRequests", "slow down");
        assertEquals(201, client.applyConfigMap("a", "one", "{k: v}").code());
        Response limited = client.applyConfigMap("a", "one", "{k: w}");
        assertEquals(429, limited.code());
        assertEquals("TooManyRequests", Json.text(limited.body(), "reason"));
        assertEquals(List.of("7"), limited.headers().get("retry-after"));
        assertEquals(200, client.applyConfigMap("a", "one", "{k: w}").code());
    }

    @Test
    void cutsBeforeOrAfterTheWrite() {
        sandbox.faults().on("PATCH", CONFIG_MAPS + "/before.*").cutBefore();
        sandbox.faults().on("PATCH", CONFIG_MAPS + "/after.*").cutAfter();
        assertThrows(UncheckedIOException.class, () -> client.applyConfigMap("before", "one", "{k: v}"));
        assertThrows(UncheckedIOException.class, () -> client.applyConfigMap("after", "one", "{k: v}"));
        assertTrue(sandbox.get("v1", "ConfigMap", "default", "before").isEmpty());
        assertTrue(sandbox.get("v1", "ConfigMap", "default", "after").isPresent());
    }

    @Test
    void callsBackAroundAWrite() {
        sandbox.faults().beforeWrite(2, () -> client.createConfigMap("first"));
        sandbox.faults()
                .afterWrite(
                        1,
                        () -> assertTrue(
                                sandbox.get("v1", "ConfigMap", "default", "a").isPresent()));
        client.applyConfigMap("dry", "one&dryRun=All", "{k: v}");
        client.applyConfigMap("a", "one", "{k: v}");
        client.createConfigMap("b");
        long first = version("first");
        assertTrue(version("a") < first && first < version("b"));
    }

    @Test
    void delaysTricklesAndHangs() throws Exception {
        sandbox.faults()
                .on("GET", CONFIG_MAPS + "/slow")
                .delay(Duration.ofMillis(50))
                .slowBytes(Duration.ofMillis(5));
        long start = System.nanoTime();
        client.createConfigMap("slow");
        assertEquals(200, client.get(CONFIG_MAPS + "/slow").code());
        assertTrue(System.nanoTime() - start > Duration.ofMillis(60).toNanos());
        // A PATCH: the JDK's client would try a GET again.
        Fault fault = sandbox.faults().on("PATCH", CONFIG_MAPS + "/hung").hang();
        CompletableFuture<Response> hung =
                CompletableFuture.supplyAsync(() -> client.applyConfigMap("hung", "one", "{k: v}"));
        Sandbox.await(() -> fault.struck() == 1);
        assertFalse(hung.isDone());
        sandbox.faults().clear();
        assertThrows(Exception.class, hung::get);
    }

    @Test
    void logsWhatWasAsked() {
        client.get(CONFIG_MAPS + "?limit=5");
        client.applyConfigMap("a", "one&dryRun=All", "{k: v}");
        client.applyConfigMap("a", "one", "{k: v}");
        client.get(CONFIG_MAPS + "/none");
        RequestLog log = sandbox.requests();
        assertEquals(4, log.total());
        assertEquals(1, log.lists());
        assertEquals(1, log.dryRuns());
        assertEquals(1, log.writes());
        assertEquals(404, log.all().get(3).status());
        log.reset();
        assertEquals(0, log.total());
    }

    @Test
    void asksForItsTokenAndForbidsInTheServersWords() {
        try (Sandbox guarded =
                Sandbox.builder().token("secret").workloads(false).start()) {
            assertEquals(
                    401,
                    new SandboxTestClient(withoutToken(guarded)).get("/version").code());
            guarded.allow(access -> !access.verb().equals("create"));
            Response refused = new SandboxTestClient(guarded).applyConfigMap("a", "one", "{k: v}");
            assertEquals(403, refused.code());
            assertEquals(
                    "configmaps \"a\" is forbidden: User \"sandbox\" cannot create resource \"configmaps\" in API group"
                            + " \"\" in the namespace \"default\"",
                    Json.text(refused.body(), "message"));
        }
    }

    private static String withoutToken(Sandbox guarded) {
        return guarded.kubeconfig().replace("secret", "wrong");
    }

    private long version(String name) {
        return Long.parseLong(Json.text(
                sandbox.get("v1", "ConfigMap", "default", name).orElseThrow(), "metadata", "resourceVersion"));
    }
}
