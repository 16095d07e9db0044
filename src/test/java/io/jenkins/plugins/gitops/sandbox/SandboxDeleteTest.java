package io.jenkins.plugins.gitops.sandbox;

import static io.jenkins.plugins.gitops.sandbox.SandboxTestClient.CONFIG_MAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Preconditions, dependents, namespaces. */
class SandboxDeleteTest {

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final SandboxTestClient client = new SandboxTestClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void preconditionsProtectWhatWasCreatedAnew() {
        String uid = Meta.uid(client.createConfigMap("a").body());
        sandbox.delete("v1", "ConfigMap", "default", "a");
        client.createConfigMap("a");
        Response refused = client.delete(CONFIG_MAPS + "/a", "{\"preconditions\":{\"uid\":\"" + uid + "\"}}");
        assertEquals(409, refused.code());
        assertTrue(exists("a"));
    }

    @Test
    void dependentsGoWithTheirOwner() {
        String owner = Meta.uid(client.createConfigMap("owner").body());
        createOwned("child", owner);
        client.delete(CONFIG_MAPS + "/owner?propagationPolicy=Background", null);
        Sandbox.await(() -> !exists("child"));
    }

    @Test
    void dependentsStayWhenOrphaned() {
        String owner = Meta.uid(client.createConfigMap("owner").body());
        createOwned("child", owner);
        client.delete(CONFIG_MAPS + "/owner?propagationPolicy=Orphan", null);
        Sandbox.await(() -> !exists("owner"));
        assertTrue(
                Json.at(sandbox.get("v1", "ConfigMap", "default", "child").orElseThrow(), "metadata", "ownerReferences")
                        .isMissingNode());
    }

    @Test
    void anOwnerWaitsForItsDependentsInTheForeground() {
        String owner = Meta.uid(client.createConfigMap("owner").body());
        createOwned("child", owner);
        sandbox.patch(
                "x", "v1", "ConfigMap", "default", "child", "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}");
        client.delete(CONFIG_MAPS + "/owner?propagationPolicy=Foreground", null);
        Sandbox.await(() -> Meta.isTerminating(
                sandbox.get("v1", "ConfigMap", "default", "child").orElseThrow()));
        assertTrue(exists("owner"));
        sandbox.patch("x", "v1", "ConfigMap", "default", "child", "{\"metadata\":{\"finalizers\":null}}");
        Sandbox.await(() -> !exists("owner") && !exists("child"));
    }

    @Test
    void aNamespaceEndsWhenItsContentIsGone() {
        sandbox.createNamespace("short");
        String maps = "/api/v1/namespaces/short/configmaps";
        client.post(
                maps,
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"held\",\"finalizers\":[\"example.com/hold\"]}}");
        Response answer = client.delete("/api/v1/namespaces/short", null);
        assertEquals("Terminating", Json.text(answer.body(), "status", "phase"));
        Response late = client.post(maps, "{\"metadata\":{\"name\":\"late\"}}");
        assertEquals(403, late.code());
        assertEquals(
                "NamespaceTerminating",
                Json.text(Json.at(late.body(), "details", "causes").path(0), "reason"));
        Sandbox.await(() ->
                sandbox.get("v1", "ConfigMap", "short", "kube-root-ca.crt").isEmpty());
        assertTrue(sandbox.get("v1", "Namespace", "", "short").isPresent());
        client.merge(maps + "/held", "{\"metadata\":{\"finalizers\":null}}");
        Sandbox.await(() -> sandbox.get("v1", "Namespace", "", "short").isEmpty());
        assertEquals(
                404, client.post(maps, "{\"metadata\":{\"name\":\"late\"}}").code());
    }

    private void createOwned(String name, String owner) {
        client.post(
                CONFIG_MAPS,
                "{\"metadata\":{\"name\":\"" + name
                        + "\",\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","
                        + "\"name\":\"owner\",\"uid\":\"" + owner + "\"}]}}");
    }

    private boolean exists(String name) {
        return sandbox.get("v1", "ConfigMap", "default", name).isPresent();
    }
}
