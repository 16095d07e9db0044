package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.ProtectedKinds;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the source no longer declares goes, when it is proven to be ours and the very object that we have applied. */
class DeployPruneTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldDeleteWhatIsNoLongerDeclared() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept")));

        assertThat(rig.configMap("old")).isEmpty();
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.PRUNED, 1L));
        assertThat(rig.members()).containsExactly("ConfigMap/kept");
    }

    @Test
    void shouldRememberWhatTheClusterDoesNotServeNow() {
        List<Manifest> withWidget = new ArrayList<>(Rig.file("prune/custom-resource.yaml"));
        withWidget.addAll(Rig.configMaps("1", "kept"));
        rig.deployed(Request.of(withWidget));
        rig.sandbox.delete("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "widgets.example.org");

        rig.deployed(Request.of(Rig.configMaps("2", "kept")));

        assertThat(rig.members())
                .as("the kind may come back, and its objects with it")
                .contains("ConfigMap/kept", "Widget.example.org/gear");
    }

    @Test
    void shouldNotDeleteAnObjectWhoseOwnerLabelWasTakenAway() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));
        rig.sandbox.patch(
                "admin",
                "v1",
                "ConfigMap",
                "default",
                "old",
                "{\"metadata\":{\"labels\":{\"applyset.kubernetes.io/part-of\":null}}}");

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept")));

        assertThat(rig.configMap("old")).isPresent();
        assertThat(record.plan().get().changes()).extracting(Change::action).containsExactly(Action.UNCHANGED);
        assertThat(rig.members()).as("it is no longer ours").containsExactly("ConfigMap/kept");
    }

    @Test
    void shouldKeepAnObjectThatSomebodyHasCreatedAnew() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));
        ObjectNode anew = rig.configMap("old").get();
        rig.sandbox.delete("v1", "ConfigMap", "default", "old");
        ((ObjectNode) anew.path("metadata"))
                .remove(List.of("uid", "resourceVersion", "managedFields", "creationTimestamp"));
        rig.sandbox.apply("somebody", false, anew);

        for (int run = 0; run < 2; run++) {
            DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept")));

            assertThat(rig.configMap("old")).isPresent();
            Change change = change(record, "old");
            assertThat(change.action()).isEqualTo(Action.UNCHANGED);
            assertThat(change.reason()).isEqualTo("no longer declared; kept, since somebody has created it anew");
        }
    }

    @Test
    void shouldNotDeleteWhatIsCreatedAnewBetweenPlanAndPrune() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));
        ObjectNode anew = rig.configMap("old").get();
        ((ObjectNode) anew.path("metadata"))
                .remove(List.of("uid", "resourceVersion", "managedFields", "creationTimestamp"));
        // The first write is the lock.
        rig.sandbox.faults().beforeWrite(1, () -> {
            rig.sandbox.delete("v1", "ConfigMap", "default", "old");
            rig.sandbox.apply("somebody", false, anew);
        });

        DeploymentRecord record = rig.deploy(Request.of(Rig.configMaps("1", "kept")));

        assertThat(rig.configMap("old")).isPresent();
        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).contains("not deleted: somebody has created it anew since the plan was made");
        assertThat(rig.members()).contains("ConfigMap/old");
    }

    @Test
    void shouldRefuseToDeleteMoreThanTheLimit() {
        rig.deployed(Request.of(Rig.configMaps("1", "a", "b", "c", "d")));
        rig.sandbox.requests().reset();

        DeploymentRecord record =
                rig.deploy(Request.of(Rig.configMaps("2", "a")).pruneLimit("2"));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .contains("would delete 3 objects, and the limit is 2")
                .contains("--prune-limit 3");
        assertThat(rig.sandbox.requests().writes()).isZero();
        assertThat(rig.deployed(Request.of(Rig.configMaps("2", "a")).pruneLimit("3"))
                        .outcomes())
                .containsEntry(Outcome.PRUNED, 3L);
    }

    @Test
    void shouldRefuseToDeleteMoreThanItsShare() {
        rig.deployed(Request.of(Rig.configMaps("1", "a", "b", "c", "d")));

        DeploymentRecord record =
                rig.deploy(Request.of(Rig.configMaps("2", "a", "b")).pruneLimit("49%"));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .contains("would delete 2 objects, and the limit is 49% of 4, which is 1")
                .contains("--prune-limit 2");
        assertThat(rig.deployed(Request.of(Rig.configMaps("2", "a", "b")).pruneLimit("50%"))
                        .outcomes())
                .containsEntry(Outcome.PRUNED, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "101%", "ten", "1.5", "%", "12345678901"})
    void shouldRefuseALimitThatIsNone(String text) {
        assertThatThrownBy(() -> PruneLimit.parse(text))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("is no limit for deletions")
                .hasMessageContaining("25%");
    }

    @Test
    void shouldKeepEverythingWhenPruningIsOff() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept"))
                .planning(PlanOptions.standard().withPrune(false)));

        assertThat(rig.configMap("old")).isPresent();
        assertThat(change(record, "old").reason()).isEqualTo("no longer declared; kept, since pruning is off");
        assertThat(rig.members()).contains("ConfigMap/old");
        rig.deployed(Request.of(Rig.configMaps("1", "kept")));
        assertThat(rig.configMap("old")).as("and goes once it is on again").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitops.jenkins.io/prune: disabled", "helm.sh/resource-policy: keep"})
    void shouldKeepWhatAnAnnotationProtects(String annotation) {
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "kept"));
        all.addAll(Rig.yaml(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: old, annotations: {%s}}}".formatted(annotation)));
        rig.deployed(Request.of(all));

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept")));

        assertThat(rig.configMap("old")).isPresent();
        assertThat(change(record, "old").reason()).contains("an annotation says so");
    }

    @Test
    void shouldKeepProtectedKindsWithoutConsentAndDeleteThemWithIt() {
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "kept"));
        all.addAll(Rig.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: extra}}"));
        rig.deployed(Request.of(all));

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept")));

        assertThat(rig.sandbox.get("v1", "Namespace", "", "extra")).isPresent();
        assertThat(change(record, "extra").reason())
                .contains("kind is protected")
                .contains("--allow-prune Namespace/extra");

        rig.deployed(Request.of(Rig.configMaps("1", "kept"))
                .planning(PlanOptions.standard().withConsent(new Consent(Set.of("Namespace/extra"), Set.of()))));
        assertThat(rig.sandbox
                        .get("v1", "Namespace", "", "extra")
                        .map(namespace -> Json.text(namespace, "metadata", "deletionTimestamp"))
                        .orElse("gone"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Secret", "ConfigMap", "Deployment.apps"})
    void shouldKeepTheKindsThatATargetProtects(String kind) {
        List<Manifest> more = Rig.yaml("{apiVersion: v1, kind: Secret, metadata: {name: key}}");
        rig.deployed(Request.of(Stream.concat(Rig.configMaps("1", "kept", "old").stream(), more.stream())
                .toList()));
        PlanOptions careful = PlanOptions.standard().withProtectedKinds(ProtectedKinds.of(List.of(kind)));

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.configMaps("1", "kept")).planning(careful));

        assertThat(rig.configMap("old").isPresent()).isEqualTo(kind.equals("ConfigMap"));
        assertThat(rig.sandbox.get("v1", "Secret", "default", "key").isPresent())
                .isEqualTo(kind.equals("Secret"));
        if (!kind.equals("Deployment.apps")) {
            assertThat(change(record, kind.equals("Secret") ? "key" : "old").reason())
                    .contains("kind is protected")
                    .contains("--allow-prune " + kind);
        }
    }

    @Test
    void shouldKeepANamespaceInWhichDeclaredObjectsLiveWhateverWasAllowed() {
        List<Manifest> inside =
                Rig.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: inside, namespace: extra}}");
        List<Manifest> all = new ArrayList<>(inside);
        all.addAll(Rig.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: extra}}"));
        rig.deployed(Request.of(all));

        DeploymentRecord record = rig.deployed(Request.of(inside)
                .planning(PlanOptions.standard().withConsent(new Consent(Set.of("Namespace/extra"), Set.of()))));

        assertThat(change(record, "extra").reason())
                .isEqualTo("no longer declared; kept, since what is declared lives in it");
        assertThat(rig.sandbox.get("v1", "ConfigMap", "extra", "inside")).isPresent();
    }

    @Test
    void shouldBeRightInTheNextRunWhenTheInventoryCouldNotBeSavedAfterAFailure() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));
        rig.sandbox.faults().on("PATCH", ".*/configmaps/bad").write().answer(403, "Forbidden", "no");
        // The union is the first save, the end of the failed run the second.
        rig.sandbox.faults().on("PUT", ".*/configmaps/gitops-webapp").nth(2).answer(403, "Forbidden", "no");

        DeploymentRecord failed = rig.deploy(
                Request.of(Rig.configMaps("2", "kept", "good", "bad")).lock(Request.SHORT_LOCK));

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(rig.lines.warnings()).anyMatch(line -> line.contains("inventory could not be brought up to date"));
        assertThat(rig.members()).contains("ConfigMap/kept", "ConfigMap/old", "ConfigMap/good", "ConfigMap/bad");
        rig.sandbox.faults().clear();
        rig.deployed(Request.of(Rig.configMaps("3", "kept")));
        assertThat(rig.configMap("old")).isEmpty();
        assertThat(rig.configMap("good")).isEmpty();
        assertThat(rig.members()).containsExactly("ConfigMap/kept");
        assertThat(rig.sandbox.dump().split("\"type\" ?: ?\"gitops.jenkins.io/snapshot\"", -1))
                .as("what the failed run has kept is swept: two snapshots are left")
                .hasSize(3);
    }

    @Test
    void shouldKeepWhatAnotherObjectOwns() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));
        String uid = Json.text(rig.configMap("kept").get(), "metadata", "uid");
        rig.sandbox.patch(
                "controller",
                "v1",
                "ConfigMap",
                "default",
                "old",
                "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"kept\",\"uid\":\""
                        + uid + "\"}]}}");

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "kept")));

        assertThat(rig.configMap("old")).isPresent();
        assertThat(change(record, "old").reason()).contains("another object owns it");
    }

    @Test
    void shouldKeepWhatAFinalizerHoldsInTheInventoryUntilItIsGone() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "old")));
        rig.sandbox.patch(
                "controller",
                "v1",
                "ConfigMap",
                "default",
                "old",
                "{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}");

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.configMaps("1", "kept")).waits(Duration.ofMillis(300)));

        assertThat(record.results())
                .anySatisfy(result ->
                        assertThat(result.message()).isEqualTo("is being deleted, held by finalizer example.org/hold"));
        assertThat(record.message())
                .startsWith("ConfigMap/old in default is being deleted, held by finalizer example.org/hold");
        assertThat(rig.lines.warnings()).containsExactly(record.message());
        assertThat(rig.members()).contains("ConfigMap/old");
        rig.sandbox.patch("controller", "v1", "ConfigMap", "default", "old", "{\"metadata\":{\"finalizers\":null}}");
        rig.deployed(Request.of(Rig.configMaps("1", "kept")));
        assertThat(rig.configMap("old")).isEmpty();
        assertThat(rig.members()).containsExactly("ConfigMap/kept");
    }

    @Test
    void shouldDeleteTheRestWhenOneCannotBeDeleted() {
        rig.deployed(Request.of(Rig.configMaps("1", "a", "b", "kept")));
        rig.sandbox.faults().on("DELETE", ".*/configmaps/b").answer(403, "Forbidden", "no");

        DeploymentRecord record = rig.deploy(Request.of(Rig.configMaps("1", "kept")));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).contains("ConfigMap/b in default");
        assertThat(rig.configMap("a")).isEmpty();
        assertThat(rig.members()).containsExactlyInAnyOrder("ConfigMap/b", "ConfigMap/kept");
        rig.deployed(Request.of(Rig.configMaps("1", "kept")));
        assertThat(rig.configMap("b")).isEmpty();
    }

    @Test
    void shouldDeleteObjectsOfAKindAtTheSameTimeAndKindsInReverse() {
        int each = 100;
        List<Manifest> all = new ArrayList<>(Rig.configMaps(
                "1", IntStream.range(0, each).mapToObj(i -> "map-" + i).toArray(String[]::new)));
        IntStream.range(0, each)
                .forEach(i -> all.addAll(
                        Rig.yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: account-%d}}".formatted(i))));
        all.addAll(Rig.configMaps("1", "kept"));
        rig.deployed(Request.of(all));
        rig.sandbox.requests().reset();
        rig.sandbox.faults().on("DELETE", ".*/configmaps/.*").delay(Duration.ofSeconds(1));

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.configMaps("1", "kept")).pruneLimit("100%"));

        assertThat(record.outcomes()).containsEntry(Outcome.PRUNED, 2L * each);
        List<String> ended = record.results().stream()
                .filter(result -> result.outcome() == Outcome.PRUNED)
                .map(result -> result.key().kind())
                .toList();
        assertThat(ended.subList(0, each)).containsOnly("ConfigMap");
        assertThat(ended.subList(each, 2 * each)).containsOnly("ServiceAccount");
        assertThat(record.results().stream()
                        .filter(result -> result.took().compareTo(Duration.ofSeconds(1)) >= 0)
                        .map(result -> record.results().indexOf(result)))
                .as("one delete is slow, and the others of its kind do not wait for it")
                .singleElement()
                .isEqualTo(each);
        assertThat(rig.sandbox
                        .requests()
                        .count(request ->
                                request.method().equals("GET") && request.path().matches(".*/(map|account)-.*")))
                .as("looks at what is gone")
                .isZero();
    }

    @Test
    void shouldDeleteAControllerAfterTheObjectsThatItFinalizes() throws Exception {
        List<Manifest> all = new ArrayList<>(Rig.file("prune/custom-resource.yaml"));
        List<Manifest> definition = List.copyOf(all.subList(0, 1));
        all.addAll(Rig.configMaps("1", "controller"));
        rig.deployed(Request.of(all));
        rig.sandbox.patch(
                "controller",
                "example.org/v1",
                "Widget",
                "default",
                "gear",
                "{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}");
        FutureTask<Boolean> controller = new FutureTask<>(() -> {
            Sandbox.await(() -> rig.sandbox
                    .get("example.org/v1", "Widget", "default", "gear")
                    .map(widget ->
                            !Json.text(widget, "metadata", "deletionTimestamp").isEmpty())
                    .orElse(false));
            boolean there = rig.configMap("controller").isPresent();
            rig.sandbox.patch(
                    "controller",
                    "example.org/v1",
                    "Widget",
                    "default",
                    "gear",
                    "{\"metadata\":{\"finalizers\":null}}");
            return there;
        });
        new Thread(controller).start();

        DeploymentRecord record = rig.deployed(Request.of(definition));

        assertThat(controller.get())
                .as("whether the controller was still there")
                .isTrue();
        assertThat(record.message()).isEmpty();
        assertThat(record.outcomes()).containsEntry(Outcome.PRUNED, 2L);
        assertThat(rig.configMap("controller")).isEmpty();
    }

    @Test
    void shouldNotDeleteANamespaceThatHoldsObjectsOfOthers() {
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "kept"));
        all.addAll(Rig.yaml("""
                {apiVersion: v1, kind: Namespace, metadata: {name: extra}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: ours, namespace: extra}}
                """));
        rig.deployed(Request.of(all));
        Manifest foreign = Rig.yaml("{apiVersion: v1, kind: Secret, metadata: {name: theirs, namespace: extra}}")
                .get(0);
        rig.sandbox.apply("somebody", false, foreign.json());
        Request without = Request.of(Rig.configMaps("1", "kept"))
                .planning(PlanOptions.standard().withConsent(new Consent(Set.of("Namespace/extra"), Set.of())));

        DeploymentRecord record = rig.deployed(without);

        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.PRUNED, 1L, Outcome.SKIPPED, 1L));
        assertThat(record.message())
                .isEqualTo(
                        "Namespace/extra not deleted: it holds objects that are not of this app: Secret/theirs. The next"
                                + " deployment tries again");
        assertThat(rig.members()).contains("Namespace/extra");
        rig.sandbox.delete("v1", "Secret", "extra", "theirs");
        assertThat(rig.deployed(without).outcomes()).containsEntry(Outcome.PRUNED, 1L);
        assertThat(rig.sandbox.get("v1", "Namespace", "", "extra")).isEmpty();
        assertThat(rig.members()).containsExactly("ConfigMap/kept");
    }

    private static Change change(DeploymentRecord record, String name) {
        return record.plan().get().changes().stream()
                .filter(change -> change.key().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
