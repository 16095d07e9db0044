package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same requests to the sandbox and to a real API server must be answered alike. With {@code GITOPS_RECORD=true} the
 * real answers are also written down for {@link SandboxRecordedTest}.
 */
class SandboxConformanceITest {

    private static final String NO_SERVER =
            "no control plane: set GITOPS_TEST_KUBECONFIG, or run 'bin/control-plane start'";

    @Test
    void discoversWhatTheRealServerDoes() throws Exception {
        KubeconfigClient real = realClient();
        try (Sandbox sandbox = Sandbox.start()) {
            KubeconfigClient ours = KubeconfigClient.of(sandbox.kubeconfig());
            for (String root : List.of("/api", "/apis")) {
                Map<String, JsonNode> expected = resources(real, root);
                assertTrue(expected.containsKey(root.equals("/api") ? "/v1/configmaps" : "apps/v1/deployments"));
                resources(ours, root)
                        .forEach((name, resource) -> assertEquals(
                                List.of(), Normal.differences(name, expected.get(name), resource), "in " + root));
            }
        }
    }

    // By group, version and name; sub-resources that the sandbox has not are left out.
    private static Map<String, JsonNode> resources(KubeconfigClient client, String root) {
        Map<String, JsonNode> out = new TreeMap<>();
        Set<String> known = Set.of("status", "scale", "log", "finalize");
        JsonNode groups =
                client.get(root, KubeconfigClient.AGGREGATED_DISCOVERY).body();
        for (JsonNode group : groups.path("items")) {
            for (JsonNode version : group.path("versions")) {
                for (JsonNode resource : version.path("resources")) {
                    Map<String, JsonNode> parts = new TreeMap<>();
                    for (JsonNode part : resource.path("subresources")) {
                        if (known.contains(Json.text(part, "subresource"))) {
                            ((ObjectNode) part).remove("acceptedTypes");
                            parts.put(Json.text(part, "subresource"), part);
                        }
                    }
                    ((ObjectNode) resource).set("subresources", Json.object().setAll(parts));
                    String name = Json.text(group, "metadata", "name") + "/" + Json.text(version, "version");
                    out.put(name + "/" + Json.text(resource, "resource"), resource);
                }
            }
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.gitops.sandbox.Script#names")
    void answersAsTheRealServer(String name) throws Exception {
        KubeconfigClient real = realClient();
        String namespace = "conf-" + name + "-" + Long.toString(System.nanoTime(), 36);
        Script script = Script.named(name);
        Recording expected;
        try {
            expected = Recording.of(script, real, namespace);
        } finally {
            real.send("DELETE", "/api/v1/namespaces/" + namespace, null, null);
        }
        if ("true".equals(System.getenv("GITOPS_RECORD"))) {
            expected.write(
                    Path.of("src/test/resources/io/jenkins/plugins/gitops/sandbox/conformance", name + ".answers"));
        }
        try (Sandbox sandbox = Sandbox.builder().workloads(false).start()) {
            Recording actual = Recording.of(script, KubeconfigClient.of(sandbox.kubeconfig()), namespace);
            assertEquals("", actual.differencesFrom(expected));
        }
    }

    private static KubeconfigClient realClient() throws IOException, InterruptedException {
        Optional<Path> kubeconfig = realServer();
        if ("true".equals(System.getenv("CI"))) {
            assertNotEquals(Optional.empty(), kubeconfig, NO_SERVER);
        }
        assumeTrue(kubeconfig.isPresent(), NO_SERVER);
        return KubeconfigClient.of(Files.readString(kubeconfig.get()));
    }

    /** GITOPS_TEST_KUBECONFIG, or the one that runs by bin/control-plane. */
    private static Optional<Path> realServer() throws IOException, InterruptedException {
        String given = System.getenv("GITOPS_TEST_KUBECONFIG");
        if (given != null && !given.isEmpty()) {
            return Optional.of(Path.of(given));
        }
        Path script = Path.of("bin/control-plane");
        if (!Files.isExecutable(script)) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(script.toString(), "kubeconfig")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        boolean found = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0 && !output.isEmpty();
        return found ? Optional.of(Path.of(output)) : Optional.empty();
    }
}
