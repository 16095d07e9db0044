package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The most important promises of a deployment on a real API server. */
class DeployControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private final List<String> clusterWide = new ArrayList<>();
    private final MemoryRecords records = new MemoryRecords();
    private final Lines lines = new Lines();

    @AfterEach
    void clean() {
        clusterWide.forEach(name -> CONTROL_PLANE.kubectl("delete", name, "--wait=false", "--ignore-not-found"));
    }

    @ParameterizedTest
    @CsvSource({"4, true", "5, false", "9, true", "12, true"})
    void shouldSurviveAKillInTheFirstDeployment(int at, boolean executed) throws IOException {
        String namespace = CONTROL_PLANE.namespace();

        killed(first(namespace), namespace, at, executed);

        completes(first(namespace), namespace);
    }

    @ParameterizedTest
    @CsvSource({"4, false", "6, true", "7, true"})
    void shouldSurviveAKillInALaterDeployment(int at, boolean executed) throws IOException {
        String namespace = CONTROL_PLANE.namespace();
        assertThat(deploy(first(namespace), namespace, false).state()).isEqualTo(State.APPLIED);

        killed(second(namespace), namespace, at, executed);

        completes(second(namespace), namespace);
        assertThat(CONTROL_PLANE.kubectl("get", "configmap", "old", "-n", namespace + "-extra", "--ignore-not-found"))
                .isEmpty();
    }

    @Test
    void shouldNameManagerAndFieldOfAConflictAndTakeOverWhenForced() {
        String namespace = CONTROL_PLANE.namespace();
        deploy(Rig.configMaps("1", "one"), namespace, false);
        CONTROL_PLANE.kubectl(
                "patch",
                "configmap",
                "one",
                "-n",
                namespace,
                "--type=merge",
                "-p",
                "{\"data\":{\"key\":\"mine\"}}",
                "--field-manager=kubectl-edit");
        Map<String, String> before = versions(namespace);

        DeploymentRecord refused = deploy(Rig.configMaps("2", "one"), namespace, false);

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message())
                .contains("ConfigMap/one in " + namespace + ": .data.key is owned by kubectl-edit");
        assertThat(versions(namespace)).isEqualTo(before);
        assertThat(deploy(Rig.configMaps("2", "one"), namespace, true).state()).isEqualTo(State.APPLIED);
        assertThat(CONTROL_PLANE.kubectl("get", "configmap", "one", "-n", namespace, "-o", "jsonpath={.data.key}"))
                .isEqualTo("2");
    }

    @Test
    void shouldPruneOnlyTheVeryObjectThatItHasApplied() {
        String namespace = CONTROL_PLANE.namespace();
        deploy(Rig.configMaps("1", "kept", "old", "anew", "released"), namespace, false);
        String anew =
                CONTROL_PLANE.kubectl("get", "configmap", "anew", "-n", namespace, "-o", "jsonpath={.metadata.labels}");
        CONTROL_PLANE.kubectl("delete", "configmap", "anew", "-n", namespace);
        CONTROL_PLANE.kubectl("create", "configmap", "anew", "-n", namespace);
        CONTROL_PLANE.kubectl(
                "label",
                "configmap",
                "anew",
                "-n",
                namespace,
                ApplySet.PART_OF + "=" + Json.text(Json.parse(anew), ApplySet.PART_OF));
        CONTROL_PLANE.kubectl("label", "configmap", "released", "-n", namespace, ApplySet.PART_OF + "-");

        DeploymentRecord record = deploy(Rig.configMaps("1", "kept"), namespace, false);

        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.PRUNED, 1L));
        assertThat(CONTROL_PLANE
                        .kubectl("get", "configmaps", "-n", namespace, "-o", "name")
                        .lines())
                .contains("configmap/kept", "configmap/anew", "configmap/released")
                .doesNotContain("configmap/old");
    }

    @Test
    void shouldGiveSetsTheIdsThatKubectlGivesThem(@TempDir Path directory) throws IOException {
        String namespace = CONTROL_PLANE.namespace();
        Path file = directory.resolve("map.yaml");
        Files.writeString(
                file,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: member, namespace: %s}}".formatted(namespace));

        Programs.Result applied = applySet(namespace, "my-set", file);

        assertThat(applied.exitCode()).as(applied.error()).isZero();
        assertThat(label(namespace, "my-set", ApplySet.ID))
                .isEqualTo(label(namespace, "member", ApplySet.PART_OF))
                .isEqualTo(ApplySet.id("my-set", namespace, "ConfigMap", ""));

        deploy(Rig.configMaps("1", "one"), namespace, false);
        assertThat(applySet(namespace, "gitops-webapp", file).error())
                .as("kubectl understands whose set ours is, and leaves it alone")
                .contains("gitops")
                .contains("instead of \"kubectl\"");
    }

    private static Programs.Result applySet(String namespace, String name, Path file) {
        return Programs.run(
                List.of(
                        "kubectl",
                        "--kubeconfig",
                        CONTROL_PLANE.kubeconfig().toString(),
                        "apply",
                        "--prune",
                        "--applyset=configmaps/" + name,
                        "-n",
                        namespace,
                        "-f",
                        file.toString()),
                Map.of("KUBECTL_APPLYSET", "true"));
    }

    private static String label(String namespace, String name, String label) {
        String labels =
                CONTROL_PLANE.kubectl("get", "configmap", name, "-n", namespace, "-o", "jsonpath={.metadata.labels}");
        return Json.text(Json.parse(labels), label);
    }

    private List<Manifest> first(String namespace) throws IOException {
        return file("kill/first.yaml", namespace);
    }

    private List<Manifest> second(String namespace) throws IOException {
        return file("kill/second.yaml", namespace);
    }

    /** The case with cluster-wide names of its own, so that tests do not meet each other. */
    private List<Manifest> file(String path, String namespace) throws IOException {
        clusterWide.add("namespace/" + namespace + "-extra");
        clusterWide.add("customresourcedefinition/widgets." + namespace + ".example.org");
        try (InputStream in = DeployControlPlaneITest.class.getResourceAsStream(path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ManifestReader.read(
                    text.replace("example.org", namespace + ".example.org")
                            .replace(": extra", ": " + namespace + "-extra"),
                    path);
        }
    }

    private void killed(List<Manifest> manifests, String namespace, int at, boolean executed) {
        try (DyingGateway dying = new DyingGateway(CONTROL_PLANE.gateway(), at, executed)) {
            DeploymentRecord record =
                    deploy(dying, Request.of(manifests).to(target(namespace)).lock(Request.SHORT_LOCK));
            assertThat(dying.writes()).isGreaterThanOrEqualTo(at);
            assertThat(record.state()).isEqualTo(State.FAILED);
        }
    }

    private void completes(List<Manifest> manifests, String namespace) {
        DeploymentRecord record = deploy(manifests, namespace, false);
        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        Map<String, String> before = versions(namespace);
        try (DyingGateway counting = new DyingGateway(CONTROL_PLANE.gateway(), Integer.MAX_VALUE, false)) {
            DeploymentRecord again = deploy(counting, Request.of(manifests).to(target(namespace)));
            assertThat(again.state()).as(again.message()).isEqualTo(State.APPLIED);
            assertThat(again.outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
            assertThat(counting.writes()).isZero();
        }
        assertThat(versions(namespace)).isEqualTo(before);
    }

    private DeploymentRecord deploy(List<Manifest> manifests, String namespace, boolean force) {
        Request request = Request.of(manifests).to(target(namespace));
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return deploy(cluster, force ? request.force() : request);
        }
    }

    private DeploymentRecord deploy(ClusterGateway cluster, Request request) {
        return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines).run(request.build());
    }

    private static Target target(String namespace) {
        return new Target("webapp", "test", namespace);
    }

    /** @return the resource versions of what no controller writes to */
    private static Map<String, String> versions(String namespace) {
        JsonNode list = Json.parse(
                CONTROL_PLANE.kubectl("get", "configmaps,secrets,services,leases", "-n", namespace, "-o", "json"));
        Map<String, String> versions = new TreeMap<>();
        Json.elements(list, "items")
                .forEach(item -> versions.put(
                        Json.text(item, "kind") + "/" + Json.text(item, "metadata", "name"),
                        Json.text(item, "metadata", "resourceVersion")));
        return versions;
    }
}
