package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waves with Kubernetes' own controllers. */
@Timeout(180)
class WavesControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private final MemoryRecords records = new MemoryRecords();
    private final Lines lines = new Lines();
    private String namespace;

    @BeforeEach
    void open() {
        namespace = CONTROL_PLANE.namespace();
    }

    @AfterEach
    void clean() {
        CONTROL_PLANE.kubectl("delete", "storageclass", namespace, "--ignore-not-found");
    }

    @Test
    void shouldBeginAWaveWhenTheOneBeforeIsHealthy() {
        DeploymentRecord record = deploy(Request.of(manifests(claim(), deployment("db", 0, ""), configMap("late", 1))));

        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(record.health())
                .containsEntry(key("apps", "Deployment", "db"), Health.healthy())
                .hasEntrySatisfying(
                        key("", "PersistentVolumeClaim", "data"),
                        health -> assertThat(health.reason())
                                .isEqualTo("not bound until a Pod uses it (WaitForFirstConsumer)"));
        assertThat(lines.objects()).containsSubsequence("healthy PersistentVolumeClaim/data", "created ConfigMap/late");
    }

    @Test
    void shouldStopWithTheReasonWhenAWaveFails() {
        List<Manifest> manifests = manifests(deployment("db", 0, "image-pull"), configMap("late", 1));

        DeploymentRecord record = deploy(Request.of(manifests));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .startsWith("wave 0 has failed: Deployment.apps/db in " + namespace + ": failed: ")
                .contains("ImagePullBackOff");
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 1L, Outcome.SKIPPED, 1L));
        assertThat(exists("configmap", "late")).isFalse();

        DeploymentRecord mended = deploy(Request.of(manifests(deployment("db", 0, ""), configMap("late", 1))));

        assertThat(mended.state()).as(mended.message()).isEqualTo(State.APPLIED);
    }

    @Test
    void shouldBeStoppedWhileWaiting() throws InterruptedException {
        List<Manifest> manifests = manifests(deployment("db", 0, "unready"), configMap("late", 1));
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                deploy(Request.of(manifests));
            } catch (RuntimeException e) {
                thrown[0] = e;
            }
        });
        thread.start();
        Sandbox.await(() -> lines.objects().contains("progressing Deployment.apps/db"));

        thread.interrupt();
        thread.join();

        assertThat(thrown[0]).isInstanceOf(CancellationException.class);
        DeploymentRecord record = records.last();
        assertThat(record.state()).isEqualTo(State.ABORTED);
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 1L, Outcome.SKIPPED, 1L));
        assertThat(record.health().get(key("apps", "Deployment", "db")).status())
                .isEqualTo(Health.Status.PROGRESSING);
        assertThat(exists("configmap", "late")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"4, true", "5, false", "6, true", "7, true"})
    void shouldSurviveAKillBetweenWaves(int at, boolean executed) {
        List<Manifest> manifests =
                manifests(configMap("early", -1), deployment("db", 0, ""), configMap("late", 1), configMap("later", 1));
        try (DyingGateway dying = new DyingGateway(CONTROL_PLANE.gateway(), at, executed)) {
            assertThat(deploy(dying, Request.of(manifests).lock(Request.SHORT_LOCK))
                            .state())
                    .isEqualTo(State.FAILED);
        }

        DeploymentRecord record = deploy(Request.of(manifests));

        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(deploy(Request.of(manifests)).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
    }

    @Test
    void shouldShowAWarningOnce() {
        DeploymentRecord record = deploy(Request.of(manifests("""
                {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {
                  nodeSelector: {beta.kubernetes.io/arch: amd64}, containers: [{name: c, image: mywebapp:1}]}}
                """)));

        assertThat(record.plan().orElseThrow().warnings())
                .singleElement()
                .asString()
                .startsWith("Pod/one in " + namespace + ": spec.nodeSelector[beta.kubernetes.io/arch]: deprecated");
        assertThat(record.results())
                .singleElement()
                .satisfies(result -> assertThat(result.message()).isEmpty());
    }

    @Test
    void shouldKnowAnObjectWithOnlyAPrefixByItsContent() {
        String job = """
                {apiVersion: batch/v1, kind: Job, metadata: {generateName: migrate-}, spec: {template: {spec: {
                  restartPolicy: Never, containers: [{name: c, image: "mywebapp:%d"}]}}}}
                """;
        String name = deploy(Request.of(manifests(job.formatted(1))))
                .results()
                .get(0)
                .key()
                .name();

        assertThat(deploy(Request.of(manifests(job.formatted(1)))).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
        DeploymentRecord changed = deploy(Request.of(manifests(job.formatted(2))));

        assertThat(changed.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 1L, Outcome.PRUNED, 1L));
        assertThat(exists("job", name)).isFalse();
    }

    private DeploymentRecord deploy(Request request) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return deploy(cluster, request);
        }
    }

    private DeploymentRecord deploy(ClusterGateway cluster, Request request) {
        return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines)
                .run(request.to(new Target("webapp", "test", namespace)).build());
    }

    private ResourceKey key(String group, String kind, String name) {
        return new ResourceKey(group, kind, namespace, name);
    }

    private boolean exists(String kind, String name) {
        return !CONTROL_PLANE
                .kubectl("get", kind, name, "-n", namespace, "--ignore-not-found", "-o", "name")
                .isEmpty();
    }

    private static List<Manifest> manifests(String... texts) {
        List<Manifest> manifests = new ArrayList<>();
        for (String text : texts) {
            manifests.addAll(Rig.yaml(text));
        }
        return manifests;
    }

    private static String configMap(String name, int wave) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, annotations: {gitops.jenkins.io/wave: '%d'}}}"
                .formatted(name, wave);
    }

    private static String deployment(String name, int wave, String behaviour) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, annotations: {gitops.jenkins.io/wave: '%2$d'}}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}, annotations: {gitops.test/behaviour: '%3$s'}}
                    spec: {containers: [{name: c, image: mywebapp:1}]}
                """.formatted(name, wave, behaviour);
    }

    /** A claim that nobody uses yet. */
    private String claim() {
        return """
                {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: %1$s},
                  provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: %1$s,
                  accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                """.formatted(namespace);
    }
}
