package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.health.HealthExpressions;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wave begins when the ones before it are healthy. */
@Timeout(60)
class DeployWavesTest {
    private final Rig rig = new Rig(Duration.ofMillis(50));

    @BeforeEach
    void workloads() {
        rig.sandbox.workloads(true);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldBeginAWaveWhenTheOneBeforeIsHealthy() {
        List<Manifest> waves = waves(deployment("db", -1, ""), configMap("late", 1));

        DeploymentRecord record = rig.deployed(Request.of(waves));

        List<String> requests = rig.sandbox.requests().all().stream()
                .filter(request -> request.isWrite() || request.path().endsWith("/deployments"))
                .map(request -> request.method() + " " + request.path().replaceAll(".*/", ""))
                .toList();
        assertThat(requests.subList(requests.indexOf("PATCH db"), requests.indexOf("PATCH late")))
                .as("the wait lies between")
                .contains("GET deployments");
        assertThat(record.health()).containsEntry(key("Deployment", "apps", "db"), Health.healthy());
    }

    @Test
    void shouldWaitForNothingWithoutWaves() {
        rig.sandbox.workloads(false);

        rig.deployed(Request.of(waves(deployment("web", 0, ""), configMap("one", 0))));

        assertThat(rig.sandbox.requests().lists()).isZero();
        assertThat(rig.sandbox.requests().watches()).isZero();
    }

    @Test
    void shouldStopWithTheReasonWhenAWaveFails() {
        List<Manifest> waves = waves(deployment("db", 0, "image-pull"), configMap("late", 1));
        waves.addAll(waves(configMap("last", 2)));
        rig.deployed(Request.of(Rig.configMaps("1", "old")));

        DeploymentRecord record = rig.deploy(Request.of(waves));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .startsWith("wave 0 has failed: Deployment.apps/db in default: failed: ")
                .contains("ImagePullBackOff")
                .endsWith("Later waves were not begun");
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 1L, Outcome.SKIPPED, 3L));
        assertThat(record.health().get(key("Deployment", "apps", "db")).status())
                .isEqualTo(Health.Status.FAILED);
        assertThat(rig.configMap("late")).isEmpty();
        assertThat(rig.configMap("old")).as("nothing is pruned").isPresent();
        assertThat(rig.lines.infos())
                .anyMatch(line -> line.contains("Back-off pulling image") || line.contains("Failed"));
        assertThat(rig.members()).contains("Deployment.apps/db", "ConfigMap/late", "ConfigMap/old");
    }

    @Test
    void shouldSayHowLongItHasWaited() {
        DeploymentRecord record = rig.deploy(Request.of(waves(deployment("db", 0, "unready"), configMap("late", 1)))
                .waits(Duration.ofMillis(300)));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .startsWith("wave 0 did not become healthy within 0 s (--wait-timeout): Deployment.apps/db in default:"
                        + " progressing: ");
        assertThat(rig.configMap("late")).isEmpty();
    }

    @Test
    void shouldWaitForAnEarlierWaveThatACutOffDeploymentHasJustApplied() {
        List<Manifest> waves = waves(deployment("db", 0, "unready"), configMap("late", 1));
        rig.deploy(Request.of(waves).waits(Duration.ofMillis(100)));

        DeploymentRecord record = rig.deploy(Request.of(waves).waits(Duration.ofMillis(300)));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.SKIPPED, 1L));
        assertThat(rig.configMap("late")).isEmpty();
    }

    @Test
    void shouldNotWaitWhenNothingIsLeftToDoInLaterWaves() {
        rig.deployed(Request.of(waves(deployment("db", 0, ""), configMap("late", 1))));
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deployed(Request.of(waves(deployment("db", 0, "unready"), configMap("late", 1))));

        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UPDATED, 1L, Outcome.UNCHANGED, 1L));
        assertThat(rig.sandbox.requests().watches()).isZero();
    }

    @Test
    void shouldNotBeHeldUpByWhatIsStoppedOrEmptyOnPurpose() {
        List<Manifest> waves = waves("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: paused}, spec: {paused: true,
                  selector: {matchLabels: {app: p}}, template: {metadata: {labels: {app: p}}, spec: {containers: [{name: c, image: i}]}}}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: zero}, spec: {replicas: 0,
                  selector: {matchLabels: {app: z}}, template: {metadata: {labels: {app: z}}, spec: {containers: [{name: c, image: i}]}}}}
                ---
                {apiVersion: batch/v1, kind: Job, metadata: {name: suspended}, spec: {suspend: true,
                  template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
                """, configMap("late", 1));

        rig.deployed(Request.of(waves));

        assertThat(rig.configMap("late")).isPresent();
    }

    @Test
    void shouldBeStoppedWhileWaiting() throws InterruptedException {
        List<Manifest> waves = waves(deployment("db", 0, "unready"), configMap("late", 1));
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                rig.deploy(Request.of(waves));
            } catch (RuntimeException e) {
                thrown[0] = e;
            }
        });
        thread.start();
        Sandbox.await(() -> rig.sandbox.requests().watches() > 0);

        thread.interrupt();
        thread.join();

        assertThat(thrown[0]).isInstanceOf(CancellationException.class);
        DeploymentRecord record = rig.records.last();
        assertThat(record.state()).isEqualTo(State.ABORTED);
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 1L, Outcome.SKIPPED, 1L));
        assertThat(record.health()).containsKey(key("Deployment", "apps", "db"));
        assertThat(rig.inventory().history().get(0).state()).isEqualTo("failed");
        assertThat(rig.members()).contains("Deployment.apps/db");
    }

    @Test
    void shouldJudgeWavesByGivenExpressions() {
        HealthExpressions rules = HealthExpressions.read(
                "[{apiVersion: v1, kind: ConfigMap, failed: metadata.name == 'first', current: 'true'}]", "rules.yaml");
        Duration each = Duration.ofSeconds(20);

        DeploymentRecord record = rig.cluster(cluster -> rig.deploy(cluster)
                .run(Request.of(waves(configMap("first", 0), configMap("second", 1)))
                        .build()
                        .but()
                        .waits(new Waits(each, each, each, rules))
                        .build()));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).contains("ConfigMap/first in default: failed: failed by rules.yaml: rule 1");
        assertThat(rig.configMap("second")).isEmpty();
    }

    @Test
    void shouldPruneLaterWavesFirst() {
        rig.deployed(Request.of(waves(
                configMap("kept", 0), configMap("first", -1), configMap("last", 2), deployment("middle", 1, ""))));
        rig.sandbox.requests().reset();

        rig.deployed(Request.of(waves(configMap("kept", 0))));

        assertThat(rig.sandbox.requests().all().stream()
                        .filter(request -> request.method().equals("DELETE"))
                        .map(LoggedRequest::path)
                        .map(path -> path.replaceAll(".*/", "")))
                .containsExactly("last", "middle", "first");
    }

    private static ResourceKey key(String kind, String group, String name) {
        return new ResourceKey(group, kind, "default", name);
    }

    private static List<Manifest> waves(String... texts) {
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

    /** @param behaviour what becomes of its Pods; empty for ready */
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
}
