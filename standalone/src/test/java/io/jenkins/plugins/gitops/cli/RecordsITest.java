package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.RecordSchema;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A record of each kind from a real API server: all are as the schema says, and all are in the audit log. */
@Timeout(180)
class RecordsITest {
    @RegisterExtension
    static final ControlPlane cluster = ControlPlane.shared();

    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/flow/records");

    @TempDir
    private Path records;

    private String namespace;

    @BeforeEach
    void namespace() {
        namespace = cluster.namespace();
    }

    @Test
    void shouldTellOfWhatWasGoodDriftedCorrectedFailedAndRolledBack() throws IOException {
        deploy("good.yaml");
        assertThat(gitops("verify", "--timeout", "60").exitCode()).isZero();
        String good = last("verified", "deploy");

        cluster.kubectl(
                "patch",
                "configmap",
                "settings",
                "-n",
                namespace,
                "--type=merge",
                "--field-manager=kubectl-edit",
                "-p",
                "{\"data\":{\"colour\":\"red\"}}");
        cluster.kubectl("delete", "service", "web", "-n", namespace);
        assertThat(gitops("verify", "--timeout", "2").exitCode()).isEqualTo(Main.ERROR);
        last("failed", "deploy");
        JsonNode drift = newest().path("differences");
        assertThat(drift).extracting(line -> Json.text(line, "what")).containsExactly("changed", "missing");
        assertThat(Json.text(drift.get(0), "path")).isEqualTo("data.colour");
        assertThat(Json.text(drift.get(0), "managers").isEmpty()).isTrue();
        assertThat(drift.get(0).path("managers").get(0).asText()).isEqualTo("kubectl-edit");
        assertThat(Json.text(drift.get(0), "since")).isNotEmpty();

        Gitops.Result corrected = gitops("verify", "--timeout", "60", "--correct");
        assertThat(corrected.exitCode())
                .as(corrected.output() + corrected.error())
                .isZero();
        last("verified", "correct");
        assertThat(cluster.kubectl("get", "configmap", "settings", "-n", namespace, "-o", "jsonpath={.data.colour}"))
                .isEqualTo("green");

        deploy("sick.yaml");
        Gitops.Result failed = gitops("verify", "--timeout", "2", "--on-failure", "rollback");
        assertThat(failed.exitCode()).as(failed.output()).isEqualTo(Main.ERROR);
        assertThat(failed.error()).contains("is not healthy").contains("It was rolled back: rollback ");
        assertThat(failed.output()).contains("Came later and goes:  ConfigMap/later in " + namespace);
        last("verified", "rollback");
        assertThat(cluster.kubectl("get", "configmap", "later", "-n", namespace, "--ignore-not-found"))
                .isEmpty();

        assertThat(gitops("rollback", "--to", "1999").exitCode()).isEqualTo(Main.ERROR);
        assertThat(gitops("show", good).output()).contains(good, "Drift: 2");
        String elsewhere = records.resolve("elsewhere").toString();
        Gitops.Result shared = Gitops.run(
                "show",
                "--shared",
                "--app",
                "webapp",
                "--environment",
                namespace,
                "-n",
                namespace,
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--records",
                elsewhere);
        assertThat(shared.output())
                .as(shared.error())
                .contains("verified", "rollback", newest().path("id").asText());
        everyRecordIsWhole(4);
        assertThat(gitops("history")
                        .output()
                        .lines()
                        .map(line -> line.replaceAll(".*(deploy|rollback|correct) +(\\w+).*", "$1 $2")))
                .containsSubsequence("rollback verified", "deploy unhealthy", "correct verified", "deploy unhealthy");
        assertThat(outcomes())
                .containsExactly(
                        "deploy applied",
                        "verify healthy",
                        "verify unhealthy",
                        "correct applied",
                        "verify healthy",
                        "deploy applied",
                        "verify unhealthy",
                        "rollback applied",
                        "verify healthy");
    }

    /** Somebody cuts off the log, makes its head fit, and takes the records away. */
    @Test
    void shouldFindByTheClusterWhatWasCutOff() throws IOException {
        String source = CASES.resolve("good.yaml").toString();
        assertThat(gitops("deploy", "--path", source, "--dry-run").exitCode()).isZero();
        deploy("good.yaml");
        assertThat(gitops("verify", "--timeout", "60").exitCode()).isZero();
        Gitops.Result whole = auditInCluster();
        assertThat(whole.exitCode()).as(whole.error()).isZero();
        assertThat(whole.output()).startsWith("3 entries");

        Path file = records.resolve("audit").resolve("audit-000001.jsonl");
        String first = Files.readAllLines(file).get(0);
        Path head = records.resolve("audit").resolve("head.json");
        String log = Json.text(Json.parse(Files.readString(head)), "log");
        Files.writeString(file, first + "\n");
        Files.writeString(
                head,
                Json.write(Json.object()
                        .put("number", 1)
                        .put("hash", Digest.of(first.getBytes(StandardCharsets.UTF_8)))
                        .put("log", log)));
        Files.move(records.resolve(namespace), records.resolve("away"));

        assertThat(gitops("audit", "verify").exitCode()).isZero();
        Gitops.Result cut = auditInCluster();
        assertThat(cut.exitCode()).isEqualTo(Main.ERROR);
        assertThat(cut.error()).contains("has noted in the cluster the entry with the hash");
    }

    private Gitops.Result auditInCluster() {
        return gitops(
                "audit",
                "verify",
                "--app",
                "webapp",
                "--environment",
                namespace,
                "-n",
                namespace,
                "--kubeconfig",
                cluster.kubeconfig().toString());
    }

    @Test
    void shouldTellOfWhatWasStopped() throws Exception {
        stopped(ProcessHandle::destroy);

        last("aborted", "deploy");
        everyRecordIsWhole(1);
        assertThat(outcomes()).containsExactly("deploy aborted");
    }

    @Test
    void shouldTellOfWhatWasKilled() throws Exception {
        stopped(ProcessHandle::destroyForcibly);

        last("running", "deploy");
        assertThat(newest().path("results")).isNotEmpty();
        assertThat(newest().path("plan").path("changes")).hasSize(2);
        cluster.kubectl("delete", "lease", "gitops-webapp", "-n", namespace); // else it would have to expire
        deploy("good.yaml");
        everyRecordIsWhole(2);
        assertThat(gitops("audit", "verify").output())
                .contains("was never finished: its program was killed, or runs still");
    }

    @Test
    void shouldTellOfWhatWasRefused() throws IOException {
        deploy("good.yaml");
        cluster.kubectl(
                "patch",
                "configmap",
                "settings",
                "-n",
                namespace,
                "--type=merge",
                "--field-manager=kubectl-edit",
                "-p",
                "{\"data\":{\"colour\":\"red\"}}");

        assertThat(gitops("deploy", "--path", CASES.resolve("sick.yaml").toString())
                        .exitCode())
                .isEqualTo(Main.ERROR);

        last("failed", "deploy");
        everyRecordIsWhole(2);
        assertThat(outcomes()).containsExactly("deploy applied", "deploy refused");
    }

    private interface End {
        void of(ProcessHandle process);
    }

    /** Ends the process of a deployment that waits for a wave. */
    private void stopped(End end) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments("deploy", "--path", CASES.resolve("waits.yaml").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = output.readLine()) != null) {
                lines.add(line);
                if (line.contains("Pod/first") && line.contains("created")) {
                    Path folder = records.resolve(namespace).resolve("webapp");
                    // The record is written at most half a second after the object.
                    Sandbox.await(() -> newestIn(folder).contains("\"created\""));
                    end.of(process.toHandle());
                }
            }
        }
        assertThat(process.waitFor()).as(String.join("\n", lines)).isNotZero();
    }

    private void deploy(String file) {
        Gitops.Result result = gitops("deploy", "--path", CASES.resolve(file).toString());
        assertThat(result.exitCode()).as(result.output() + result.error()).isZero();
    }

    /** @return the id of the newest record, which is as it should be */
    private String last(String state, String kind) throws IOException {
        JsonNode record = newest();
        assertThat(Json.text(record, "state") + " " + Json.text(record, "kind"))
                .as(Json.text(record, "message"))
                .isEqualTo(state + " " + kind);
        return Json.text(record, "id");
    }

    private JsonNode newest() throws IOException {
        return Json.parse(newestIn(records.resolve(namespace).resolve("webapp")));
    }

    private static String newestIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .max(Comparator.naturalOrder())
                    .map(RecordsITest::read)
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void everyRecordIsWhole(int count) throws IOException {
        try (Stream<Path> files = Files.list(records.resolve(namespace).resolve("webapp"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(count);
            for (Path file : all) {
                assertThat(RecordSchema.errors(Json.parse(Files.readString(file))))
                        .as(file.toString())
                        .isEmpty();
            }
        }
        Gitops.Result audit = gitops("audit", "verify");
        assertThat(audit.exitCode()).as(audit.output() + audit.error()).isZero();
    }

    private List<String> outcomes() {
        return Json.elements(Json.parse(gitops("audit", "export").output()))
                .map(line -> Json.text(line, "event") + " " + Json.text(line, "outcome"))
                .toList();
    }

    private Gitops.Result gitops(String... words) {
        return Gitops.run(arguments(words).toArray(String[]::new));
    }

    private List<String> arguments(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        if (!words[0].equals("history")) {
            all.addAll(List.of("--records", records.toString()));
        }
        if (List.of("deploy", "verify", "rollback").contains(words[0])) {
            all.add("--share-records");
        }
        if (!words[0].equals("audit")) {
            all.addAll(List.of("--app", "webapp", "--environment", namespace));
        }
        if (!List.of("audit", "show").contains(words[0])) {
            all.addAll(List.of(
                    "-n", namespace, "--kubeconfig", cluster.kubeconfig().toString()));
        }
        return all;
    }
}
