package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody's manual edit. */
class EditMainTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"cm", "ConfigMap", "configmaps", "configmap"})
    void editsUnderItsOwnName(String kind) throws Exception {
        try (Sandbox sandbox = Sandbox.builder().token("t").workloads(false).start()) {
            new SandboxTestClient(sandbox).createConfigMap("a");
            edit(sandbox, kind + "/a", "{\"data\":{\"k\":\"edited\"}}");
            JsonNode object = sandbox.get("v1", "ConfigMap", "default", "a").orElseThrow();
            assertEquals("edited", Json.text(object, "data", "k"));
            assertEquals(
                    "kubectl-edit",
                    Json.text(Json.at(object, "metadata", "managedFields").path(1), "manager"));
        }
    }

    @Test
    void findsKindsOfGroups() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().workloads(false).start()) {
            new SandboxTestClient(sandbox)
                    .apply(
                            "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=x",
                            SandboxTestClient.deployment("web", 1, ""));
            edit(sandbox, "deployment.apps/web", "{\"spec\":{\"replicas\":5}}");
            JsonNode object =
                    sandbox.get("apps/v1", "Deployment", "default", "web").orElseThrow();
            assertEquals(5, Json.at(object, "spec", "replicas").asInt());
        }
    }

    private void edit(Sandbox sandbox, String what, String patch) throws Exception {
        Path kubeconfig = directory.resolve("kubeconfig");
        Files.writeString(kubeconfig, sandbox.kubeconfig());
        EditMain.main(new String[] {"--kubeconfig", kubeconfig.toString(), "--namespace", "default", what, patch});
    }
}
