package io.jenkins.plugins.gitops.sandbox;

import static io.jenkins.plugins.gitops.sandbox.SandboxTestClient.CONFIG_MAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of server-side apply that the engine builds on, one by one; the details are in the recorded scripts. */
class SandboxApplyTest {

    private final Sandbox sandbox = Sandbox.builder().workloads(false).start();
    private final SandboxTestClient client = new SandboxTestClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void createsThenUpdates() {
        assertEquals(201, client.applyConfigMap("a", "one", "{k: v}").code());
        Response second = client.applyConfigMap("a", "one", "{k: w}");
        assertEquals(200, second.code());
        assertEquals("w", Json.text(second.body(), "data", "k"));
    }

    @Test
    void changesNothingWhenNothingIsNew() {
        Response first = client.applyConfigMap("a", "one", "{k: v}");
        Response second = client.applyConfigMap("a", "one", "{k: v}");
        assertEquals(first.body(), second.body());
    }

    @Test
    void removesWhatOnlyThisManagerOwnedAndKeepsWhatIsShared() {
        client.applyConfigMap("a", "one", "{mine: 'x', ours: 'y'}");
        client.applyConfigMap("a", "two", "{ours: 'y'}");
        JsonNode data = client.applyConfigMap("a", "one", "{}").body().path("data");
        assertEquals("{\"ours\":\"y\"}", data.toString());
    }

    @Test
    void namesTheOtherManagerInAConflictAndGivesWayToForce() {
        client.applyConfigMap("a", "one", "{k: v}");
        sandbox.patch("kubectl-edit", "v1", "ConfigMap", "default", "a", "{\"data\":{\"k\":\"edited\"}}");
        Response refused = client.applyConfigMap("a", "one", "{k: v}");
        assertEquals(409, refused.code());
        JsonNode cause = Json.at(refused.body(), "details", "causes").path(0);
        assertEquals("FieldManagerConflict", Json.text(cause, "reason"));
        assertEquals("conflict with \"kubectl-edit\" using v1", Json.text(cause, "message"));
        assertEquals(".data.k", Json.text(cause, "field"));
        Response forced = client.applyConfigMap("a", "one&force=true", "{k: v}");
        assertEquals(200, forced.code());
        assertEquals(1, Json.at(forced.body(), "metadata", "managedFields").size());
    }

    @Test
    void predictsWithoutWriting() {
        client.applyConfigMap("a", "one", "{k: v}");
        String before = sandbox.dump();
        Response predicted = client.applyConfigMap("a", "one&dryRun=All", "{k: w}");
        assertEquals(200, predicted.code());
        assertEquals("w", Json.text(predicted.body(), "data", "k"));
        Response created = client.applyConfigMap("b", "one&dryRun=All", "{k: w}");
        assertEquals(201, created.code());
        assertTrue(Meta.resourceVersion(created.body()).isEmpty());
        assertFalse(Meta.uid(created.body()).isEmpty());
        assertEquals(before, sandbox.dump());
    }

    @Test
    void countsGenerationsOfTheSpecOnly() {
        String path = "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=one";
        client.apply(path, SandboxTestClient.deployment("web", 1, ""));
        sandbox.patch("c", "apps/v1", "Deployment", "status", "default", "web", "{\"status\":{\"replicas\":1}}");
        sandbox.patch("c", "apps/v1", "Deployment", "default", "web", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        assertEquals(
                1,
                Meta.generation(
                        sandbox.get("apps/v1", "Deployment", "default", "web").orElseThrow()));
        assertEquals(
                2,
                Meta.generation(client.apply(path, SandboxTestClient.deployment("web", 2, ""))
                        .body()));
    }

    @Test
    void handsReplicasToTheScaler() {
        String path = "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=one";
        client.apply(path, SandboxTestClient.deployment("web", 1, ""));
        sandbox.patch("hpa", "apps/v1", "Deployment", "scale", "default", "web", "{\"spec\":{\"replicas\":7}}");
        JsonNode entries = Json.at(
                sandbox.get("apps/v1", "Deployment", "default", "web").orElseThrow(), "metadata", "managedFields");
        JsonNode scaler = entries.path(1);
        assertEquals("scale", Json.text(scaler, "subresource"));
        assertEquals("{\"f:spec\":{\"f:replicas\":{}}}", scaler.path("fieldsV1").toString());
        String without = SandboxTestClient.deployment("web", 1, "").replace("  replicas: 1\n", "");
        assertEquals(
                7,
                Json.at(client.apply(path, without).body(), "spec", "replicas").asInt());
    }

    @Test
    void retriesOverARaceUnlessTheVersionIsGiven() {
        Response first = client.applyConfigMap("a", "one", "{k: v}");
        client.applyConfigMap("a", "two", "{l: v}");
        String locked = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: '"
                + Meta.resourceVersion(first.body()) + "'}, data: {k: w}}";
        Response refused = client.apply(CONFIG_MAPS + "/a?fieldManager=one", locked);
        assertEquals(409, refused.code());
        assertTrue(Json.at(refused.body(), "details", "causes").isMissingNode());
    }
}
