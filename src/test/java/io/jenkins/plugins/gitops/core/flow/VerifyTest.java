package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldNoteHealthInHistoryAndRecord() {
        rig.sandbox.workloads(true);
        DeploymentRecord deployed = rig.deployed(Request.of(Rig.file("kill/first.yaml")));

        Verify.Outcome outcome = verify(TIMEOUT);

        assertThat(outcome.health().isHealthy()).as(outcome.health().summary()).isTrue();
        assertThat(outcome.drift()).isEmpty();
        assertThat(outcome.deployment().id()).isEqualTo(deployed.id());
        assertThat(outcome.deployment().state()).isEqualTo("verified");
        assertThat(states()).containsExactly("verified");
        DeploymentRecord record = rig.records.last();
        assertThat(record.state()).isEqualTo(State.VERIFIED);
        assertThat(record.health()).hasSize(8);
        assertThat(record.timings()).containsKey("verify");
    }

    @Test
    void shouldWriteNothingWhenItIsVerifiedAlready() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        verify(TIMEOUT);
        rig.sandbox.requests().reset();

        verify(TIMEOUT);

        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldKeepVerifiedWhenTheSameIsDeployedAgain() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        verify(TIMEOUT);

        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(states()).containsExactly("verified");
    }

    @Test
    void shouldNoteWhatDoesNotBecomeHealthy() {
        rig.deployed(Request.of(Rig.file("kill/first.yaml")));

        Verify.Outcome outcome = verify(Duration.ofMillis(300));

        assertThat(outcome.health().isHealthy()).isFalse();
        assertThat(states()).containsExactly("unhealthy");
        assertThat(rig.records.last().state()).isEqualTo(State.FAILED);
        assertThat(rig.records.last().message()).contains("Deployment.apps/web");
    }

    @Test
    void shouldNameTheManagerOfADrift() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        rig.edit("kubectl-edit", "one", "mine");

        Verify.Outcome outcome = verify(TIMEOUT);

        assertThat(outcome.health().isHealthy()).isTrue();
        assertThat(outcome.drift())
                .containsExactly("ConfigMap/one in default: data.key is \"mine\", was \"1\" (kubectl-edit at "
                        + outcome.differences().get(0).since().orElseThrow() + ")");
        assertThat(rig.records.last().drift()).isEqualTo(outcome.drift());
        assertThat(rig.records.last().state()).isEqualTo(State.VERIFIED);
    }

    @Test
    void shouldFindFieldsThatAreGoneOrNewAndLeaveAloneWhatOthersAdd() {
        rig.deployed(Request.of(Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: "1", b: "2"}}
                """)));
        rig.sandbox.patch(
                "kubectl-edit",
                "v1",
                "ConfigMap",
                "default",
                "one",
                "{\"data\":{\"a\":null,\"c\":\"3\"},\"metadata\":{\"annotations\":{\"note\":\"theirs\"}}}");

        assertThat(verify(TIMEOUT).drift()).containsExactly("ConfigMap/one in default: data.a is gone, was \"1\"");
    }

    @Test
    void shouldMaskDriftOfASecret() {
        rig.deployed(Request.of(
                Rig.yaml("{apiVersion: v1, kind: Secret, metadata: {name: key}, stringData: {password: hunter2}}")));
        rig.sandbox.patch(
                "kubectl-edit", "v1", "Secret", "default", "key", "{\"stringData\":{\"password\":\"swordfish\"}}");

        assertThat(verify(TIMEOUT).drift())
                .singleElement()
                .asString()
                .startsWith(
                        "Secret/key in default: data.password is \"(hidden #1)\", was \"(hidden #2)\" (kubectl-edit at ");
    }

    @Test
    void shouldFindThatAnObjectIsMissing() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        rig.sandbox.delete("v1", "ConfigMap", "default", "one");

        Verify.Outcome outcome = verify(Duration.ofMillis(300));

        assertThat(outcome.health().isHealthy()).isFalse();
        assertThat(outcome.drift()).containsExactly("ConfigMap/one in default is missing");
        assertThat(states()).containsExactly("unhealthy");
    }

    @Test
    void shouldNotJudgeByWhatWasKeptThoughNoLongerDeclared() {
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "one"));
        all.addAll(Rig.yaml("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """));
        rig.deployed(Request.of(all));
        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(rig.members()).contains("PersistentVolumeClaim/data");
        assertThat(verify(Duration.ofSeconds(30)).health().isHealthy()).isTrue();
    }

    @Test
    void shouldCheckWhatWasLastAppliedAfterAFailedDeployment() {
        DeploymentRecord good = rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.sandbox.faults().on("PATCH", ".*").write().answer(403, "Forbidden", "no");
        rig.deploy(Request.of(Rig.configMaps("2", "one")));

        assertThat(verify(TIMEOUT).deployment().id()).isEqualTo(good.id());
        assertThat(states()).containsExactly("failed", "verified");
    }

    @Test
    void shouldWarnThatDriftCannotBeCheckedWithoutASnapshot() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        String manifests = rig.inventory().history().get(0).manifests();
        rig.sandbox.delete("v1", "Secret", "default", "gitops-webapp-" + manifests.substring(7, 23));

        Verify.Outcome outcome = verify(TIMEOUT);

        assertThat(outcome.health().isHealthy()).isTrue();
        assertThat(rig.lines.warnings()).singleElement().asString().startsWith("drift cannot be checked: ");
    }

    @Test
    void shouldRefuseAnAppThatWasNeverDeployed() {
        assertThatThrownBy(() -> verify(TIMEOUT))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("app \"webapp\" was never deployed to namespace default");
    }

    private Verify.Outcome verify(Duration timeout) {
        return rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .run(Request.TARGET, timeout, Duration.ZERO));
    }

    private List<String> states() {
        return rig.inventory().history().stream().map(Deployment::state).toList();
    }
}
