package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.gitops.sandbox.KubeconfigClient.Response;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests to the sandbox and to a real API server must be answered alike. */
class SandboxConformanceITest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apply",
                "create-update-delete",
                "patches",
                "conflicts",
                "defaults",
                "subresources",
                "refusals",
                "custom-resources",
                "deletion",
                "lists"
            })
    void answersAsTheRealServer(String name) throws Exception {
        Optional<Path> kubeconfig = realServer();
        assumeTrue(
                kubeconfig.isPresent(),
                "no control plane: set GITOPS_TEST_KUBECONFIG or run 'bin/control-plane start'");
        KubeconfigClient real = KubeconfigClient.of(Files.readString(kubeconfig.get()));
        String namespace = "conf-" + name + "-" + Long.toString(System.nanoTime(), 36);
        Script script = Script.named(name);
        List<String> differences = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.builder().workloads(false).start()) {
            KubeconfigClient ours = KubeconfigClient.of(sandbox.kubeconfig());
            List<Response> expected = run(script, real, namespace);
            List<Response> actual = run(script, ours, namespace);
            for (int i = 0; i < expected.size(); i++) {
                differences.addAll(compare(script.steps().get(i), expected.get(i), actual.get(i)));
            }
        } finally {
            real.send("DELETE", "/api/v1/namespaces/" + namespace, null, null);
        }
        assertEquals("", String.join("\n", differences));
    }

    private static List<Response> run(Script script, KubeconfigClient client, String namespace) {
        String body = Json.write(Json.object()
                .put("apiVersion", "v1")
                .put("kind", "Namespace")
                .set("metadata", Json.object().put("name", namespace)));
        client.send("POST", "/api/v1/namespaces", "application/json", body);
        return script.run(client, namespace);
    }

    private static List<String> compare(Script.Step step, Response real, Response ours) {
        List<String> out = new ArrayList<>();
        if (real.code() != ours.code()) {
            out.add("   code: real " + real.code() + ", sandbox " + ours.code());
        }
        List<String> warnings = real.headers().getOrDefault("warning", List.of());
        if (!warnings.equals(ours.headers().getOrDefault("warning", List.of()))) {
            out.add("   warnings: real " + warnings + ", sandbox "
                    + ours.headers().get("warning"));
        }
        out.addAll(Normal.differences("  ", Normal.of(real.body()), Normal.of(ours.body())));
        if (!out.isEmpty()) {
            out.add(0, step.title() + " (" + step.method() + " " + step.path() + ")");
        }
        return out;
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
        String output = new String(process.getInputStream().readAllBytes()).trim();
        boolean found = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0 && !output.isEmpty();
        return found ? Optional.of(Path.of(output)) : Optional.empty();
    }
}
