package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process of a deployment is killed, as by {@code kill -9}, and the deployment is run again. */
@Timeout(180)
class KilledProcessITest {
    @RegisterExtension
    static final ControlPlane cluster = ControlPlane.shared();

    private static final int OBJECTS = 60;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 43})
    void shouldBeCarriedOnByTheNextRun(int afterObjects) throws Exception {
        String namespace = cluster.namespace();
        Files.writeString(
                directory.resolve("app.yaml"),
                IntStream.range(0, OBJECTS)
                        .mapToObj(i -> "{apiVersion: v1, kind: ConfigMap, metadata: {name: map-%d}}".formatted(i))
                        .collect(Collectors.joining("\n---\n")));

        killed(namespace, afterObjects);

        Path records = directory.resolve("records");
        DirectoryRecordStore store = new DirectoryRecordStore(records);
        String id = store.ids("webapp", namespace).get(0);
        DeploymentRecord record = store.load("webapp", namespace, id).orElseThrow();
        String live = cluster.kubectl("get", "configmaps", "-n", namespace, "-o", "name");
        assertThat(record.results().stream()
                        .filter(result -> result.outcome() == Outcome.CREATED)
                        .map(ObjectResult::key)
                        .map(key -> "configmap/" + key.name()))
                .as("what the record says is there, is there")
                .isSubsetOf(live.lines().toList());
        cluster.kubectl("delete", "lease", "gitops-webapp", "-n", namespace); // else it would have to expire

        Gitops.Result again = Gitops.run(arguments(namespace).toArray(String[]::new));

        assertThat(again.exitCode()).as(again.output() + again.error()).isZero();
        assertThat(cluster.kubectl("get", "configmaps", "-n", namespace, "-o", "name")
                        .lines())
                .contains("configmap/map-0", "configmap/map-" + (OBJECTS - 1))
                .hasSize(OBJECTS + 2); // the inventory and kube-root-ca.crt
        assertThat(Gitops.run(arguments(namespace).toArray(String[]::new)).output())
                .contains("nothing to do: the cluster is as declared");
    }

    private void killed(String namespace, int afterObjects) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments(namespace));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            long created = 0;
            while (created < afterObjects && (line = output.readLine()) != null) {
                lines.add(line);
                created += line.contains("ConfigMap/map-") && line.contains("created") ? 1 : 0;
            }
            process.destroyForcibly().waitFor();
            assertThat(created).as(String.join("\n", lines)).isEqualTo(afterObjects);
        }
    }

    private List<String> arguments(String namespace) {
        return List.of(
                "deploy",
                "--app",
                "webapp",
                "--environment",
                namespace,
                "--namespace",
                namespace,
                "--manifests",
                directory.resolve("app.yaml").toString(),
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--records",
                directory.resolve("records").toString());
    }
}
