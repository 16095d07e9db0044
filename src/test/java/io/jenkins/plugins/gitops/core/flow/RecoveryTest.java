package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.audit.AuditEntry;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    /** A pod that nothing starts: there are no controllers, where a test does not turn them on. */
    private static final List<Manifest> SICK = pod("sick");

    private final Rig rig = new Rig();
    private final List<AuditEntry> audit = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldDoNothingWhenAllIsHealthy() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        Recovery.Outcome outcome = recover();

        assertThat(outcome.first().health().isHealthy()).isTrue();
        assertThat(outcome.rollback()).isEmpty();
        assertThat(outcome.message()).isEmpty();
    }

    @Test
    void shouldGoBackToTheLastVerifiedAndVerifyThatToo() {
        DeploymentRecord good = rig.deployed(Request.of(Rig.configMaps("1", "one")));
        recover();
        DeploymentRecord sick = rig.deployed(Request.of(with(SICK, "2", "one")));

        Recovery.Outcome outcome = recover();

        DeploymentRecord rollback = outcome.rollback().orElseThrow();
        assertThat(rollback.kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(rollback.reason()).isEqualTo("back to " + good.id() + ", since " + sick.id() + " is not healthy");
        assertThat(outcome.second().orElseThrow().health().isHealthy()).isTrue();
        assertThat(outcome.message())
                .startsWith("deployment " + sick.id() + " is not healthy (")
                .endsWith("It was rolled back: rollback " + rollback.id() + " (" + rollback.reason() + ") is healthy");
        assertThat(key("one")).isEqualTo("1");
        assertThat(rig.inventory().history())
                .extracting(Deployment::state)
                .containsExactly("verified", "unhealthy", "verified");
        assertThat(audit)
                .extracting(entry -> entry.event() + " " + entry.outcome())
                .containsExactly("verify healthy", "verify unhealthy", "rollback applied", "verify healthy");
    }

    @Test
    void shouldSayThatNeitherIsHealthy() {
        rig.sandbox.workloads(true);
        DeploymentRecord good = rig.deployed(Request.of(with(web("1"), "1", "one")));
        assertThat(recover(Duration.ofSeconds(30)).message()).isEmpty();
        rig.sandbox.workloads(false);
        DeploymentRecord sick = rig.deployed(Request.of(with(web("2"), "2", "one")));

        Recovery.Outcome outcome = recover();

        assertThat(outcome.second().orElseThrow().health().isHealthy()).isFalse();
        assertThat(outcome.message())
                .startsWith("deployment " + sick.id() + " is not healthy (")
                .contains("(back to " + good.id())
                .contains("was applied, but is not healthy either (verify timed out");
    }

    @Test
    void shouldSayThatThereIsNothingToGoBackTo() {
        DeploymentRecord sick = rig.deployed(Request.of(with(SICK, "1", "one")));

        Recovery.Outcome outcome = recover();

        assertThat(outcome.rollback()).isEmpty();
        assertThat(outcome.message())
                .startsWith("deployment " + sick.id() + " is not healthy (")
                .contains("still there, since it could not be rolled back: no other verified deployment is remembered");
    }

    @Test
    void shouldNotUndoADeploymentThatCameMeanwhile() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        recover();
        rig.deployed(Request.of(with(SICK, "2", "one")));

        Recovery.Outcome outcome = rig.cluster(cluster -> new Recovery(
                        () -> verify(cluster, Duration.ofMillis(300)),
                        (failed, why) -> {
                            rig.deployed(Request.of(Rig.configMaps("3", "one")).waits(Duration.ofMillis(300)));
                            return back(cluster, failed, why);
                        },
                        rig.lines)
                .run());

        assertThat(outcome.rollback()).isEmpty();
        assertThat(outcome.message()).contains("has come meanwhile; verify that one");
        assertThat(key("one")).isEqualTo("3");
    }

    @Test
    void shouldSayThatTheRollbackHasWrittenNothing() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        recover();
        DeploymentRecord sick = rig.deployed(Request.of(with(SICK, "2", "one")));
        rig.edit("kubectl-edit", "one", "mine");

        Recovery.Outcome outcome = recover();

        assertThat(outcome.rollback().orElseThrow().state()).isEqualTo(State.FAILED);
        assertThat(outcome.second()).isEmpty();
        assertThat(outcome.message())
                .contains("has written nothing, so " + sick.id() + " is still there: ")
                .contains(".data.key is owned by kubectl-edit");
    }

    @Test
    void shouldSayThatTheRollbackStoppedHalfway() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        recover();
        rig.deployed(Request.of(with(SICK, "2", "one", "two")));
        rig.sandbox.faults().on("PATCH", ".*/configmaps/two").write().answer(403, "Forbidden", "no");

        Recovery.Outcome outcome = recover();

        assertThat(outcome.message()).contains("stopped halfway, so that the cluster holds parts of both: ");
        assertThat(key("one")).isEqualTo("1");
        assertThat(key("two")).isEqualTo("2");
    }

    private static List<Manifest> web(String tag) {
        return Rig.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "web:%s"}]}
                """.formatted(tag));
    }

    private static List<Manifest> pod(String name) {
        return Rig.yaml("{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {containers: [{name: a, image: a}]}}"
                .formatted(name));
    }

    private static List<Manifest> with(List<Manifest> more, String value, String... names) {
        List<Manifest> all = new ArrayList<>(Rig.configMaps(value, names));
        all.addAll(more);
        return all;
    }

    private Recovery.Outcome recover() {
        return recover(Duration.ofSeconds(2));
    }

    private Recovery.Outcome recover(Duration timeout) {
        return rig.cluster(cluster -> new Recovery(
                        () -> verify(cluster, timeout), (failed, why) -> back(cluster, failed, why), rig.lines)
                .run());
    }

    private DeploymentRecord back(ClusterGateway cluster, Verify.Outcome failed, String why) {
        return new Rollback(cluster, rig.deploy(cluster).auditedBy(audit::add))
                .recover(Request.of(List.of()).build(), failed.deployment(), why);
    }

    private Verify.Outcome verify(ClusterGateway cluster, Duration timeout) {
        return new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .auditedBy(audit::add, "checker")
                .run(Request.TARGET, timeout, Duration.ZERO);
    }

    private String key(String name) {
        return Json.text(rig.configMap(name).get(), "data", "key");
    }
}
