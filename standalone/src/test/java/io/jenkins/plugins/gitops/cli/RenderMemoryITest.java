package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.controlplane.Programs.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command in a small heap. How long it takes, bin/bench render tells. */
class RenderMemoryITest {
    private static final int OBJECTS = 5_000;
    private static final int A_FILE = 100;

    @Test
    void shouldRenderManyObjectsInASmallHeap(@TempDir Path directory) throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        for (int file = 0; file < OBJECTS / A_FILE; file++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < A_FILE; i++) {
                text.append(deployment(file * A_FILE + i));
            }
            Files.writeString(source.resolve("objects-" + file + ".yaml"), text);
        }
        Path out = directory.resolve("out.yaml");

        Result result = Programs.run(
                List.of("bin/gitops", "render", "--path=" + source, "--label=team=shop", "--out=" + out),
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m"));

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.error()).contains(OBJECTS + " objects, sha256:");
        assertThat(Files.readString(out)).containsOnlyOnce("name: web-" + (OBJECTS - 1) + "\n");
    }

    private static String deployment(int number) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web-%1$d}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web-%1$d}}
                  template:
                    metadata: {labels: {app: web-%1$d}}
                    spec:
                      containers:
                        - name: web
                          image: registry.example/web:%1$d
                          ports: [{containerPort: 8080}]
                          env: [{name: NUMBER, value: "%1$d"}]
                          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
                          readinessProbe: {httpGet: {path: /ready, port: 8080}}
                          livenessProbe: {httpGet: {path: /live, port: 8080}}
                """.formatted(number);
    }
}
