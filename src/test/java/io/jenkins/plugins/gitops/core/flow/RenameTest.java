package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new name is no reason to delete anything (fluxcd/flux2#3316). */
class RenameTest {
    private static final Target OLD = new Target("old", "test", "default");

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldMoveObjectsHistoryAndSnapshotsOfARenamedApp() {
        rig.deployed(Request.of(Rig.configMaps("1", "kept", "gone")).at('a').to(OLD));
        rig.deployed(Request.of(Rig.configMaps("2", "kept", "gone")).at('b').to(OLD));
        String uid = uid("kept");
        Request renamed = Request.of(Rig.configMaps("2", "kept", "new")).at('c').formerly("old", "");

        DeploymentRecord plan = rig.deploy(renamed.dryRun());
        DeploymentRecord record = rig.deployed(
                Request.of(Rig.configMaps("2", "kept", "new")).at('c').formerly("old", ""));

        assertThat(plan.plan().get().byKey().values())
                .filteredOn(change -> change.key().name().equals("kept"))
                .singleElement()
                .extracting(Change::action, Change::reason)
                .containsExactly(Action.UPDATE, "moves from app \"old\"");
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UPDATED, 1L, Outcome.CREATED, 1L, Outcome.PRUNED, 1L));
        assertThat(uid("kept")).as("the very object").isEqualTo(uid);
        assertThat(label("kept")).isEqualTo(ApplySet.id("webapp", "default"));
        assertThat(rig.configMap("gone")).isEmpty();
        assertThat(rig.members()).containsExactly("ConfigMap/kept", "ConfigMap/new");
        assertThat(rig.inventory().history())
                .extracting(Deployment::commit)
                .containsExactly("c".repeat(40), "b".repeat(40), "a".repeat(40));
        assertThat(rig.sandbox.dump()).as("nothing is left of the former name").doesNotContain("gitops-old");
        Deployment first = rig.inventory().history().get(2);
        DeploymentRecord back = rig.cluster(cluster -> new Rollback(cluster, rig.deploy(cluster))
                .run(Request.of(List.of()).build(), first));
        assertThat(back.state()).as(back.message()).isEqualTo(State.APPLIED);
        assertThat(Json.text(rig.configMap("gone").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldDoNothingMoreOnceEverythingHasMoved() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")).to(OLD));
        rig.deployed(Request.of(Rig.configMaps("1", "one")).formerly("old", ""));
        rig.sandbox.requests().reset();

        rig.deployed(Request.of(Rig.configMaps("1", "one")).formerly("old", ""));

        assertThat(rig.sandbox.requests().writes()).isZero();
        assertThat(rig.inventory().history()).hasSize(2);
    }

    @Test
    void shouldRelabelWhatStaysThoughItIsNoLongerDeclared() {
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "one"));
        all.addAll(Rig.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: extra}}"));
        rig.deployed(Request.of(all).to(OLD));

        rig.deployed(Request.of(Rig.configMaps("1", "one")).formerly("old", ""));

        assertThat(Json.text(
                        rig.sandbox.get("v1", "Namespace", "", "extra").get(), "metadata", "labels", ApplySet.PART_OF))
                .isEqualTo(ApplySet.id("webapp", "default"));
        assertThat(rig.members()).contains("Namespace/extra");
        assertThat(rig.sandbox.dump()).doesNotContain("gitops-old");
    }

    @Test
    void shouldKeepTheFormerInventoryWhileSomethingCannotMove() {
        List<Manifest> withWidget = new ArrayList<>(Rig.file("prune/custom-resource.yaml"));
        withWidget.addAll(Rig.configMaps("1", "one"));
        rig.deployed(Request.of(withWidget).to(OLD));
        rig.sandbox.delete("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "widgets.example.org");

        rig.deployed(Request.of(Rig.configMaps("1", "one")).formerly("old", ""));

        assertThat(rig.lines.warnings()).anyMatch(line -> line.startsWith("app \"old\" keeps its inventory"));
        assertThat(inventory("old").members()).hasSize(3);
        assertThat(rig.members()).contains("ConfigMap/one", "Widget.example.org/gear");
    }

    @Test
    void shouldKeepEverythingWhenTheMoveFailsAndFinishItLater() {
        rig.deployed(Request.of(Rig.configMaps("1", "a", "b", "gone")).to(OLD));
        rig.sandbox.faults().on("PATCH", ".*/configmaps/b").write().answer(403, "Forbidden", "no");
        Request request = Request.of(Rig.configMaps("2", "a", "b")).formerly("old", "");

        assertThat(rig.deploy(request).state()).isEqualTo(State.FAILED);

        assertThat(rig.configMap("gone")).isPresent();
        assertThat(inventory("old").members()).hasSize(3);
        assertThat(rig.members()).contains("ConfigMap/a", "ConfigMap/b", "ConfigMap/gone");
        rig.sandbox.faults().clear();
        rig.deployed(request);
        assertThat(rig.configMap("gone")).isEmpty();
        assertThat(rig.sandbox.dump()).doesNotContain("gitops-old");
    }

    @Test
    void shouldAcceptARenamedEnvironmentWhenTold() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('a'));
        Target renamed = new Target("webapp", "production", "default");

        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('a').to(renamed).formerly("", "test"));

        assertThat(inventory("webapp").environment()).isEqualTo("production");
        assertThat(inventory("webapp").history()).as("nothing was deployed").hasSize(1);
        rig.sandbox.requests().reset();
        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('a').to(renamed).formerly("", "test"));
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldNotBeRenamedToItself() {
        assertThat(rig.deploy(Request.of(Rig.configMaps("1", "one")).formerly("webapp", ""))
                        .message())
                .contains("cannot have been renamed to itself");
    }

    private Inventory inventory(String app) {
        return rig.cluster(cluster -> new InventoryStore(cluster).find(app, "default"))
                .orElseThrow();
    }

    private String uid(String name) {
        return Json.text(rig.configMap(name).get(), "metadata", "uid");
    }

    private String label(String name) {
        return Json.text(rig.configMap(name).get(), "metadata", "labels", ApplySet.PART_OF);
    }
}
