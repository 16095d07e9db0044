package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.ProtectedKinds;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.http.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An object is deleted and created anew where the plan says so: never another than the plan has seen. */
@Timeout(60)
class ReplaceTest {
    private final Rig rig = new Rig();
    private final List<ObjectResult> results = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(20);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldDeleteTheOldAndCreateTheNewObject() {
        String old = deployed("a");
        rig.sandbox.requests().reset();

        replace("b", old);

        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.REPLACED);
        assertThat(Json.text(live(), "metadata", "uid")).isNotEqualTo(old);
        assertThat(Json.text(live(), "spec", "selector", "matchLabels", "app")).isEqualTo("b");
        assertThat(rig.sandbox.requests().all().stream()
                        .filter(request -> request.path().endsWith("/deployments/web"))
                        .map(LoggedRequest::method))
                .as("nothing is read when nothing holds it")
                .containsExactly("DELETE", "PATCH");
    }

    @Test
    void shouldWaitUntilTheOldObjectIsGone() {
        String old = deployed("a");
        hold();
        Thread controller = new Thread(() -> {
            Sandbox.await(
                    () -> !Json.text(live(), "metadata", "deletionTimestamp").isEmpty());
            release();
        });
        controller.start();

        replace("b", old);

        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.REPLACED);
    }

    @Test
    void shouldNameWhatHoldsTheOldObject() {
        String old = deployed("a");
        hold();
        patience = Duration.ofMillis(200);

        assertThatThrownBy(() -> replace("b", old)).isInstanceOf(GitOpsException.class);

        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.FAILED);
        assertThat(results.get(0).message())
                .startsWith("not replaced: after 0 s the old object still is being deleted, held by finalizer"
                        + " example.org/hold");
        release();
        assertThat(rig.sandbox.get("apps/v1", "Deployment", "default", "web")).isEmpty();
        assertThat(rig.deployed(Request.of(deployment("b"))).outcomes()).containsOnlyKeys(Outcome.CREATED);
    }

    @Test
    void shouldLeaveAnObjectThatSomebodyHasCreatedAnew() {
        deployed("a");

        assertThatThrownBy(() -> replace("b", "another-uid"))
                .hasMessageContaining("not replaced: somebody has created it anew since the plan was made");

        assertThat(Json.text(live(), "spec", "selector", "matchLabels", "app")).isEqualTo("a");
    }

    @Test
    void shouldNeverReplaceWhatHoldsDataOrOtherObjects() {
        List<Manifest> claim = Rig.yaml("""
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce],
                  resources: {requests: {storage: 1Gi}}}}
                """);
        rig.deployed(Request.of(claim));
        ObjectNode live = rig.sandbox
                .get("v1", "PersistentVolumeClaim", "default", "data")
                .orElseThrow();

        assertThatThrownBy(() -> replace(claim, Json.text(live, "metadata", "uid")))
                .hasMessageContaining("never replaced; nothing was deleted");

        assertThat(rig.sandbox.get("v1", "PersistentVolumeClaim", "default", "data"))
                .contains(live);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Service", "Deployment.apps", "Deployment"})
    void shouldNotTakeTheWordOfAManifestWhoseKindTheTargetProtects(String kind) {
        String old = deployed("a");
        PlanOptions careful = PlanOptions.standard().withProtectedKinds(ProtectedKinds.of(List.of(kind)));

        DeploymentRecord record = rig.deploy(Request.of(deployment("b", "gitops.jenkins.io/replace: enabled"))
                .planning(careful));

        if (kind.equals("Service")) {
            assertThat(record.outcomes()).containsOnlyKeys(Outcome.REPLACED);
        } else {
            assertThat(record.message()).contains("--allow-replace Deployment.apps/web");
            assertThat(Json.text(live(), "metadata", "uid")).isEqualTo(old);
        }
    }

    @Test
    void shouldTellThatTheOldObjectIsGoneWhenTheNewOneIsRefused() {
        String old = deployed("a");
        rig.sandbox.faults().on("PATCH", ".*/deployments/web").write().answer(403, "Forbidden", "no");

        assertThatThrownBy(() -> replace("b", old))
                .hasMessageContaining("the old object is deleted, and the next deployment creates the new one: ");

        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.FAILED);
        rig.sandbox.faults().clear();
        assertThat(rig.deployed(Request.of(deployment("b"))).outcomes()).containsOnlyKeys(Outcome.CREATED);
        assertThat(rig.deployed(Request.of(deployment("b"))).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
    }

    @ParameterizedTest
    @CsvSource({"2, false", "2, true", "3, false", "3, true"})
    void shouldSurviveAKillAtEveryWrite(int at, boolean executed) {
        String old = deployed("a");
        Kill kill = Kill.arm(rig.sandbox, at, executed);

        assertThatThrownBy(() -> replace("b", old)).isInstanceOf(GitOpsException.class);

        assertThat(kill.victim()).as(kill.toString()).isPresent();
        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.FAILED);
        rig.sandbox.faults().clear();
        if (rig.sandbox.get("apps/v1", "Deployment", "default", "web").stream()
                .anyMatch(live -> Json.text(live, "metadata", "uid").equals(old))) {
            assertThat(kill.executed("DELETE", "/apis/apps/v1/namespaces/default/deployments/web"))
                    .isFalse();
            replace("b", old);
        }
        rig.deployed(Request.of(deployment("b")));
        assertThat(Json.text(live(), "spec", "selector", "matchLabels", "app")).isEqualTo("b");
        assertThat(rig.deployed(Request.of(deployment("b"))).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
    }

    private String deployed(String selector) {
        rig.deployed(Request.of(deployment(selector)));
        return Json.text(live(), "metadata", "uid");
    }

    private ObjectNode live() {
        return rig.sandbox.get("apps/v1", "Deployment", "default", "web").orElseThrow();
    }

    private void hold() {
        patch("{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}");
    }

    private void release() {
        patch("{\"metadata\":{\"finalizers\":null}}");
    }

    private void patch(String patch) {
        rig.sandbox.patch("controller", "apps/v1", "Deployment", "default", "web", patch);
    }

    private void replace(String selector, String uid) {
        replace(deployment(selector), uid);
    }

    private void replace(List<Manifest> manifests, String uid) {
        rig.cluster(cluster -> {
            new HandMadeReplacement(cluster, patience, results::add).run(Request.TARGET, manifests, uid);
            return null;
        });
    }

    private static List<Manifest> deployment(String selector) {
        return deployment(selector, "");
    }

    private static List<Manifest> deployment(String selector, String annotations) {
        return Rig.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, annotations: {%2$s}}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: c, image: mywebapp:1}]}
                """.formatted(selector, annotations));
    }
}
