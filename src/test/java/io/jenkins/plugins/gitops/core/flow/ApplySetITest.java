package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** kubectl is the judge: given our parent as its own, it prunes what we would prune. */
class ApplySetITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private final MemoryRecords records = new MemoryRecords();
    private final Lines lines = new Lines();

    @Test
    void shouldPruneWhatKubectlPrunesWithTheSameParent(@TempDir Path directory) throws IOException {
        String namespace = CONTROL_PLANE.namespace();
        String other = CONTROL_PLANE.namespace();
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "kept", "old"));
        all.addAll(Rig.yaml("""
                {apiVersion: v1, kind: Service, metadata: {name: old}, spec: {selector: {a: b}, ports: [{port: 80}]}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: elsewhere, namespace: %s}}
                """.formatted(other)));
        assertThat(deploy(Request.of(all), namespace).state()).isEqualTo(State.APPLIED);
        CONTROL_PLANE.kubectl("create", "configmap", "foreign", "-n", namespace);
        Set<String> ours =
                deploy(Request.of(Rig.configMaps("1", "kept")).dryRun(), namespace).plan().get().changes().stream()
                        .filter(change -> change.action() == Action.PRUNE)
                        .map(change -> change.key().kind().toLowerCase(Locale.ROOT) + "/"
                                + change.key().name())
                        .collect(Collectors.toSet());
        Path kept = directory.resolve("kept.yaml");
        Files.writeString(
                kept,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, namespace: %s}, data: {key: \"1\"}}"
                        .formatted(namespace));

        assertThat(kubectl(namespace, kept).error())
                .as("the set is ours")
                .contains("is managed by tooling \"gitops\" instead of \"kubectl\"");
        tooling(namespace, "kubectl/v1.36");
        Programs.Result judged = kubectl(namespace, kept);

        assertThat(judged.exitCode()).as(judged.error()).isZero();
        Set<String> theirs = judged.output()
                .lines()
                .filter(line -> line.endsWith(" pruned"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(theirs)
                .isEqualTo(ours)
                .containsExactlyInAnyOrder("configmap/old", "service/old", "secret/elsewhere");
        assertThat(CONTROL_PLANE.kubectl("get", "configmap", "foreign", "kept", "-n", namespace, "-o", "name"))
                .contains("foreign", "kept");
        assertThat(deploy(Request.of(Rig.configMaps("2", "kept")), namespace).message())
                .contains("is managed by another tool by now");
        tooling(namespace, "gitops/v1");
        assertThat(deploy(Request.of(Rig.configMaps("2", "kept")).force(), namespace)
                        .message())
                .isEmpty();
    }

    @Test
    void shouldMoveARenamedApp() {
        String namespace = CONTROL_PLANE.namespace();
        Target old = new Target("old", "test", namespace);
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            deploy(cluster, Request.of(Rig.configMaps("1", "kept", "gone")).to(old));
            String uid = uid(namespace, "kept");

            DeploymentRecord record = deploy(
                    cluster,
                    Request.of(Rig.configMaps("1", "kept"))
                            .to(new Target("webapp", "test", namespace))
                            .formerly("old", ""));

            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
            assertThat(uid(namespace, "kept")).isEqualTo(uid);
        }
        assertThat(CONTROL_PLANE.kubectl("get", "configmaps,secrets,leases", "-n", namespace, "-o", "name"))
                .contains("configmap/kept", "configmap/gitops-webapp", "lease.coordination.k8s.io/gitops-webapp")
                .doesNotContain("gitops-old", "configmap/gone");
    }

    @Test
    void shouldLeaveAloneWhatHasMovedToAnotherApp() {
        String namespace = CONTROL_PLANE.namespace();
        Target first = new Target("first", "test", namespace);
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            deploy(cluster, Request.of(Rig.configMaps("1", "moved", "rest")).to(first));
            assertThat(deploy(Request.of(Rig.configMaps("2", "moved")), namespace)
                            .message())
                    .contains("it belongs to app \"first\", another app");
            CONTROL_PLANE.kubectl(
                    "label",
                    "configmap",
                    "moved",
                    "-n",
                    namespace,
                    "--overwrite",
                    ApplySet.PART_OF + "=" + ApplySet.id("webapp", namespace));

            deploy(Request.of(Rig.configMaps("1", "moved")), namespace);
            deploy(cluster, Request.of(Rig.configMaps("1", "rest")).to(first));
        }
        assertThat(CONTROL_PLANE.kubectl("get", "configmaps", "-n", namespace, "-o", "name"))
                .contains("configmap/moved");
    }

    private static void tooling(String namespace, String value) {
        CONTROL_PLANE.kubectl(
                "annotate",
                "configmap",
                "gitops-webapp",
                "-n",
                namespace,
                "--overwrite",
                ApplySet.TOOLING + "=" + value);
    }

    private static String uid(String namespace, String name) {
        return CONTROL_PLANE.kubectl("get", "configmap", name, "-n", namespace, "-o", "jsonpath={.metadata.uid}");
    }

    private static Programs.Result kubectl(String namespace, Path file) {
        return Programs.run(
                List.of(
                        "kubectl",
                        "--kubeconfig",
                        CONTROL_PLANE.kubeconfig().toString(),
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        "--prune",
                        "--applyset=configmaps/gitops-webapp",
                        "-n",
                        namespace,
                        "-f",
                        file.toString()),
                Map.of("KUBECTL_APPLYSET", "true"));
    }

    private DeploymentRecord deploy(Request request, String namespace) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return deploy(cluster, request.to(new Target("webapp", "test", namespace)));
        }
    }

    private DeploymentRecord deploy(ClusterGateway cluster, Request request) {
        return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines).run(request.build());
    }
}
