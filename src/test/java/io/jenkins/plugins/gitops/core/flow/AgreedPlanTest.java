package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.PlanJson;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only the plan that somebody has looked at is carried out; what has moved since is named. */
class AgreedPlanTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldCarryOutAnAgreedPlanThoughStatusUpdatesHaveMovedVersions() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        String digest = planned("2", "one").digest();
        rig.sandbox.patch(
                "somebody", "v1", "ConfigMap", "default", "one", "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");

        rig.deployed(Request.of(Rig.configMaps("2", "one")).agreed(digest));

        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("2");
    }

    @Test
    void shouldNameAnObjectThatWasDeleted() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        String digest = planned("2", "one").digest();
        rig.sandbox.delete("v1", "ConfigMap", "default", "one");

        String message = refused(Request.of(Rig.configMaps("2", "one")).agreed(digest));

        assertThat(message)
                .contains("has moved since the plan was agreed to")
                .contains(digest)
                .contains("(1 to create):")
                .contains(
                        "\n  ConfigMap/one in default: would now be created; it was to be updated (somebody has deleted it)\n")
                .endsWith("Nothing was written. Look at the new plan and agree to that one.");
        assertThat(rig.configMap("one")).isEmpty();
    }

    @Test
    void shouldNameAnObjectThatIsAnother() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        String digest = planned("2", "one", "two").digest();
        rig.sandbox.delete("v1", "ConfigMap", "default", "one");
        Manifest again = Rig.yaml("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: one, labels: {applyset.kubernetes.io/part-of: %s}}}
                """.formatted(rig.inventory().id())).get(0);
        rig.apply("jenkins-gitops", again);

        assertThat(refused(Request.of(Rig.configMaps("2", "one", "two")).agreed(digest)))
                .contains("ConfigMap/one in default: is another object now (deleted and created anew)")
                .doesNotContain("ConfigMap/two");
    }

    @Test
    void shouldNameAFieldThatSomebodyHasChanged() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        Request change = Request.of(Rig.configMaps("3", "one")).force();
        String digest = rig.deploy(change.dryRun()).plan().get().digest();
        rig.edit("kubectl-edit", "one", "2");

        assertThat(refused(Request.of(Rig.configMaps("3", "one")).force().agreed(digest)))
                .contains("ConfigMap/one in default: data.key would now change from 2 (was 1) to 3");
    }

    @Test
    void shouldNameWhatTheSourceHasMoved() {
        String digest = planned("1", "one", "two").digest();

        assertThat(refused(Request.of(Rig.configMaps("2", "one", "three")).agreed(digest)))
                .contains("the manifests themselves differ")
                .contains("ConfigMap/one in default: data.key would now be 2; it was to be 1")
                .contains("ConfigMap/three in default: would now be created; it was not in the plan")
                .contains("ConfigMap/two in default: is no longer in the plan; it was to be created");
    }

    @Test
    void shouldTakeAPlanOrARecordFromAFile() {
        DeploymentRecord record =
                rig.deploy(Request.of(Rig.configMaps("1", "one")).dryRun());
        Plan fromRecord = PlanJson.fromJson(Json.parse(Json.write(RecordJson.toJson(record))), "record.json");
        Plan fromPlan = PlanJson.fromJson(
                Json.parse(Json.write(PlanJson.toJson(record.plan().get()))), "plan.json");
        rig.records.forget();

        for (Plan plan : List.of(fromRecord, fromPlan)) {
            assertThat(refused(Request.of(Rig.configMaps("2", "one")).agreed(AgreedPlan.of(plan))))
                    .contains("data.key would now be 2; it was to be 1");
        }
        rig.deployed(Request.of(Rig.configMaps("1", "one")).agreed(AgreedPlan.of(fromPlan)));
    }

    @Test
    void shouldSayHowToLearnWhatMovedWhenThePlanIsNotAtHand() {
        String digest = planned("1", "one").digest();
        rig.records.forget();

        assertThat(refused(Request.of(Rig.configMaps("2", "one")).agreed(digest)))
                .contains("What has moved cannot be told")
                .contains("deploy --plan plan.json");
    }

    @Test
    void shouldNeverShowASecretThatMoved() {
        Request first = Request.of(secret("hunter1")).dryRun();
        String digest = rig.deploy(first).plan().get().digest();

        String message = refused(Request.of(secret("hunter2")).agreed(digest));

        assertThat(message).contains("the manifests themselves differ").doesNotContain("hunter");
    }

    private static List<Manifest> secret(String value) {
        return Rig.yaml(
                "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: %s}}".formatted(value));
    }

    private Plan planned(String value, String... names) {
        return rig.deploy(Request.of(Rig.configMaps(value, names)).dryRun())
                .plan()
                .get();
    }

    /** @return why the deployment was refused; nothing was written */
    private String refused(Request request) {
        rig.sandbox.requests().reset();
        DeploymentRecord record = rig.deploy(request);
        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(rig.sandbox.requests().writes()).isZero();
        return record.message();
    }
}
