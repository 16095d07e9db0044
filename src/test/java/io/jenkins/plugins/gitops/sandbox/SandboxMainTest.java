package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a program of its own. */
class SandboxMainTest {

    @TempDir
    private Path directory;

    // Of its own: that of a test runner may be hidden in a jar which only the runner understands.
    private static String classPath() throws Exception {
        Set<String> out = new LinkedHashSet<>();
        for (Class<?> part : List.of(
                Sandbox.class, JsonNode.class, JsonFactory.class, JsonInclude.class, org.yaml.snakeyaml.Yaml.class)) {
            out.add(Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        URI table = Sandbox.class.getResource("types.txt").toURI();
        out.add(Path.of(table).resolve("../../../../../..").normalize().toString());
        return String.join(File.pathSeparator, out);
    }

    @Test
    @Timeout(30)
    void servesUntilItsInputEnds() throws Exception {
        Path kubeconfig = directory.resolve("kubeconfig");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        SandboxMain.class.getName(),
                        "--kubeconfig",
                        kubeconfig.toString(),
                        "--until-stdin-closes")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertTrue(output.readLine().startsWith("This is a sandbox, not Kubernetes"));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)));
            KubeconfigClient client = KubeconfigClient.of(Files.readString(kubeconfig));
            assertEquals(200, client.get("/api/v1/namespaces/demo").code());
            process.getOutputStream().close();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }
}
