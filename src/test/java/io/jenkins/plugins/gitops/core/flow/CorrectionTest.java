package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorrectionTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPutBackWhatWasChangedAndWhatWasDeleted() {
        rig.with(new LinearHistory("a"));
        DeploymentRecord deployed = rig.deployed(
                Request.of(Rig.configMaps("1", "one", "two", "three")).at('a'));
        rig.edit("kubectl-edit", "one", "mine");
        rig.sandbox.delete("v1", "ConfigMap", "default", "two");

        DeploymentRecord record = correct().orElseThrow();

        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(record.kind()).isEqualTo(Kind.CORRECT);
        assertThat(record.reason()).isEqualTo("drift from " + deployed.id());
        assertThat(record.commit().get().id()).isEqualTo("a".repeat(40));
        assertThat(record.plan().get().summary()).isEqualTo("1 to create, 1 to update, 1 unchanged");
        assertThat(key("one")).isEqualTo("1");
        assertThat(rig.configMap("two")).isPresent();
        assertThat(verify().drift()).isEmpty();
        Deployment line = rig.inventory().history().get(0);
        assertThat(line.kind()).isEqualTo("correct");
        assertThat(line.state()).isEqualTo("verified");
        assertThat(line.manifests()).isEqualTo(deployed.plan().get().manifestsDigest());
        assertThat(rig.lines.infos()).anyMatch(text -> text.startsWith("drift: ConfigMap/two in default is missing"));
    }

    @Test
    void shouldWriteNothingWithoutDrift() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.sandbox.requests().reset();

        assertThat(correct()).isEmpty();
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldRunNoHooksAndDeleteNothing() {
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "one", "kept"));
        all.addAll(Rig.yaml("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: hook, annotations: {helm.sh/hook: "post-install,post-upgrade"}}
                """));
        rig.deployed(Request.of(all));
        rig.sandbox.delete("v1", "ConfigMap", "default", "hook");
        rig.edit("kubectl-edit", "one", "mine");

        DeploymentRecord record = correct().orElseThrow();

        assertThat(record.plan().get().summary()).isEqualTo("1 to update, 1 unchanged");
        assertThat(rig.configMap("hook")).isEmpty();
        assertThat(rig.inventory().history())
                .extracting(Deployment::manifests)
                .as("one content, so that the snapshot stays good")
                .containsOnly(record.plan().get().manifestsDigest());
        rig.edit("kubectl-edit", "one", "mine again");
        assertThat(correct()).isPresent();
    }

    @Test
    void shouldKeepOneLineForManyCorrections() {
        rig.deployed(Request.of(Rig.configMaps("0", "one")));
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        for (int night = 0; night < 12; night++) {
            rig.edit("kubectl-edit", "one", "mine " + night);
            assertThat(correct()).isPresent();
        }

        assertThat(rig.inventory().history())
                .extracting(Deployment::kind)
                .containsExactly("correct", "deploy", "deploy");
    }

    @Test
    void shouldRefuseAfterADeploymentThatStoppedHalfway() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        rig.sandbox.faults().on("PATCH", ".*/configmaps/two").write().answer(403, "Forbidden", "no");
        rig.deploy(Request.of(Rig.configMaps("2", "one", "two")));

        assertThatThrownBy(this::correct)
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("nobody can tell drift from work that is half done");
        assertThat(key("one")).isEqualTo("2");
    }

    /** Somebody deploys between the look at the drift and the plan to correct it. */
    @Test
    void shouldNotUndoADeploymentThatCameMeanwhile() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.edit("kubectl-edit", "one", "mine");

        DeploymentRecord record = rig.cluster(cluster -> new Correction(
                        cluster,
                        rig.deploy(cluster),
                        onInfo(() -> rig.deployed(
                                Request.of(Rig.configMaps("2", "one")).force())))
                .run(Request.of(List.of()).build())
                .orElseThrow());

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).contains("has come after").contains("Nothing was written");
        assertThat(key("one")).isEqualTo("2");
    }

    private static Progress onInfo(Runnable action) {
        return new Progress() {
            @Override
            public void phase(String name) {}

            @Override
            public void info(String line) {
                action.run();
            }

            @Override
            public void warn(String line) {}

            @Override
            public void object(ResourceKey key, String state, String message) {}
        };
    }

    private Optional<DeploymentRecord> correct() {
        return rig.cluster(cluster -> new Correction(cluster, rig.deploy(cluster), rig.lines)
                .run(Request.of(List.of()).build()));
    }

    private Verify.Outcome verify() {
        return rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .run(Request.TARGET, Duration.ofSeconds(30), Duration.ZERO));
    }

    private String key(String name) {
        return Json.text(rig.configMap(name).get(), "data", "key");
    }
}
