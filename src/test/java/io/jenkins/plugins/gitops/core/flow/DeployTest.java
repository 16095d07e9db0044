package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeployTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldCreateEverythingAndRememberIt() {
        DeploymentRecord record =
                rig.deployed(Request.of(Rig.file("kill/first.yaml")).at('a'));

        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 8L));
        assertThat(record.plan().get().summary()).isEqualTo("8 to create");
        assertThat(record.previous()).isEmpty();
        assertThat(rig.inventory().members())
                .hasSize(8)
                .allSatisfy(member -> assertThat(member.uid()).isNotEmpty());
        Deployment line = rig.inventory().history().get(0);
        assertThat(line.id()).isEqualTo(record.id());
        assertThat(line.state()).isEqualTo("applied");
        assertThat(line.commit()).isEqualTo("a".repeat(40));
        assertThat(line.summary()).isEqualTo("8 created");
        assertThat(line.manifests()).isEqualTo(record.plan().get().manifestsDigest());
        assertThat(Json.text(rig.configMap("settings").get(), "metadata", "labels", ApplySet.PART_OF))
                .isEqualTo(ApplySet.id("webapp", "default"));
        assertThat(Json.text(lease(), "spec", "holderIdentity"))
                .as("the lock is released")
                .isEmpty();
    }

    @Test
    void shouldWriteNothingWhenNothingChanges() {
        rig.deployed(Request.of(Rig.file("kill/first.yaml")).at('a'));
        rig.sandbox.requests().reset();

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.file("kill/first.yaml")).at('a'));

        assertThat(rig.sandbox.requests().writes()).isZero();
        assertThat(record.plan().get().summary()).isEqualTo("8 unchanged");
        assertThat(rig.lines.infos()).contains("nothing to do: the cluster is as declared");
    }

    @Test
    void shouldNoteANewCommitWithoutTouchingObjects() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")).at('a'));
        String before = Json.text(rig.configMap("one").get(), "metadata", "resourceVersion");
        rig.sandbox.requests().reset();

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.configMaps("1", "one", "two")).at('b'));

        assertThat(record.outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
        assertThat(rig.sandbox.requests().count(r -> r.isWrite() && r.method().equals("PATCH")))
                .isZero();
        assertThat(Json.text(rig.configMap("one").get(), "metadata", "resourceVersion"))
                .isEqualTo(before);
        assertThat(rig.inventory().history())
                .extracting(Deployment::commit)
                .containsExactly("b".repeat(40), "a".repeat(40));
    }

    @Test
    void shouldOnlyPlanADryRun() {
        DeploymentRecord record =
                rig.deploy(Request.of(Rig.configMaps("1", "one")).dryRun());

        assertThat(record.state()).isEqualTo(State.PLANNED);
        assertThat(record.plan().get().hasChanges()).isTrue();
        assertThat(rig.sandbox.requests().writes()).isZero();
        assertThat(rig.configMap("one")).isEmpty();
    }

    @Test
    void shouldAdoptWhatIsThereAlready() {
        rig.apply("somebody", Rig.configMaps("1", "one").get(0));

        DeploymentRecord record = rig.deployed(Request.of(Rig.configMaps("1", "one")));

        Change change = record.plan().get().changes().get(0);
        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.reason()).isEqualTo("exists already and is adopted by this app");
        assertThat(rig.members()).containsExactly("ConfigMap/one");
    }

    @Test
    void shouldRefuseAConflictBeforeAnyWriteAndNameManagerAndField() {
        rig.deployed(Request.of(Rig.configMaps("1", "one", "two")));
        rig.edit("kubectl-edit", "one", "mine");
        rig.sandbox.requests().reset();

        DeploymentRecord record = rig.deploy(Request.of(Rig.configMaps("2", "one", "two")));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .contains("ConfigMap/one in default: .data.key is owned by kubectl-edit")
                .contains("Nothing was written");
        assertThat(record.results()).isEmpty();
        assertThat(rig.sandbox.requests().writes()).isZero();
    }

    @Test
    void shouldTakeFieldsOverWhenForced() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.edit("kubectl-edit", "one", "mine");

        DeploymentRecord record =
                rig.deployed(Request.of(Rig.configMaps("2", "one")).force());

        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("2");
        FieldDiff field = record.plan().get().changes().get(0).fields().get(0);
        assertThat(field.path()).isEqualTo("data.key");
        assertThat(field.managers()).containsExactly("kubectl-edit");
        assertThat(rig.deployed(Request.of(Rig.configMaps("2", "one"))).outcomes())
                .containsOnlyKeys(Outcome.UNCHANGED);
    }

    @Test
    void shouldSkipLaterStagesAndPruneNothingWhenAnObjectFails() {
        rig.deployed(Request.of(Rig.configMaps("1", "old", "one")));
        List<Manifest> next = new ArrayList<>(Rig.configMaps("2", "one"));
        next.addAll(Rig.yaml("""
                {apiVersion: v1, kind: Secret, metadata: {name: refused}, stringData: {password: hunter2}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {a: b}, ports: [{port: 80}]}}
                """));
        rig.sandbox
                .faults()
                .on("PATCH", ".*/secrets/refused")
                .write()
                .answer(403, "Forbidden", "admission webhook \"guard\" denied the request: not on a Sunday");

        DeploymentRecord record = rig.deploy(Request.of(next));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message()).contains("Secret/refused in default").contains("not on a Sunday");
        assertThat(record.results())
                .extracting(result -> result.key().shortName() + " " + result.outcome())
                .containsExactlyInAnyOrder(
                        "ConfigMap/one UPDATED",
                        "Secret/refused FAILED",
                        "Service/web SKIPPED",
                        "ConfigMap/old SKIPPED");
        assertThat(rig.configMap("old")).as("nothing is pruned").isPresent();
        assertThat(rig.members()).contains("ConfigMap/old", "ConfigMap/one");
        assertThat(rig.inventory().history().get(0).state()).isEqualTo("failed");

        assertThat(rig.deployed(Request.of(next)).outcomes())
                .isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.CREATED, 2L, Outcome.PRUNED, 1L));
    }

    @Test
    void shouldKnowAnObjectWithOnlyAPrefixByItsContent() {
        DeploymentRecord first = rig.deployed(Request.of(job("mywebapp:1")));
        String name = first.results().get(0).key().name();
        assertThat(name).matches("migrate-[0-9a-f]{10}");

        assertThat(rig.deployed(Request.of(job("mywebapp:1"))).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
        DeploymentRecord changed = rig.deployed(Request.of(job("mywebapp:2")));

        assertThat(changed.outcomes()).isEqualTo(Map.of(Outcome.CREATED, 1L, Outcome.PRUNED, 1L));
        assertThat(rig.sandbox.get("batch/v1", "Job", "default", name)).isEmpty();
        assertThat(rig.members()).hasSize(1).doesNotContain("Job.batch/" + name);
    }

    private static List<Manifest> job(String image) {
        return Rig.yaml("""
                {apiVersion: batch/v1, kind: Job, metadata: {generateName: migrate-}, spec: {template: {spec: {
                  restartPolicy: Never, containers: [{name: c, image: '%s'}]}}}}
                """.formatted(image));
    }

    @Test
    void shouldTellOfAllObjectsThatFailInOneStage() {
        rig.sandbox.faults().on("PATCH", ".*").write().always().answer(403, "Forbidden", "no");

        DeploymentRecord record = rig.deploy(Request.of(Rig.configMaps("1", "a", "b")));

        assertThat(record.message())
                .contains("2 objects failed")
                .contains("ConfigMap/a")
                .contains("ConfigMap/b");
        assertThat(record.results()).extracting(ObjectResult::outcome).containsOnly(Outcome.FAILED);
    }

    @Test
    void shouldGoOnLoudlyWhenLeasesAreForbidden() {
        rig.sandbox.allow(access -> !access.resource().equals("leases"));

        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(rig.lines.warnings())
                .singleElement()
                .asString()
                .startsWith("NO LOCK: ")
                .contains("cannot get resource \"leases\"");
    }

    @Test
    void shouldGoOnWithAWarningWhenSecretsAreForbidden() {
        rig.sandbox.allow(access -> !access.resource().equals("secrets"));

        rig.deployed(Request.of(Rig.configMaps("1", "one")));

        assertThat(rig.lines.warnings())
                .singleElement()
                .asString()
                .startsWith("nothing is kept for a rollback: ")
                .contains("cannot create resource \"secrets\"");
    }

    @Test
    void shouldWaitForADefinitionThatAKilledRunHasLeftUnserved() throws Exception {
        String beforeIt = discovery();
        Kill.arm(rig.sandbox, 5, false);
        assertThat(rig.deploy(Request.of(Rig.file("kill/first.yaml")).lock(Request.SHORT_LOCK))
                        .state())
                .isEqualTo(State.FAILED);
        rig.sandbox.faults().clear();
        rig.sandbox.requests().reset();
        rig.sandbox.faults().on("GET", "/apis").answer(200, beforeIt);
        rig.sandbox
                .faults()
                .on("PATCH", ".*/widgets/.*")
                .when(request -> rig.sandbox.requests().count("GET", ".*/customresourcedefinitions/.*") == 0)
                .always()
                .answer(404, "NotFound", "the server could not find the requested resource");

        DeploymentRecord record = rig.deployed(Request.of(Rig.file("kill/first.yaml")));

        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.CREATED, 7L));
    }

    private String discovery() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rig.sandbox.url() + "/apis"))
                .header("Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void shouldKeepTheSnapshotsOfTheHistoryAndNoOthers() {
        for (int i = 0; i < 13; i++) {
            rig.deployed(Request.of(Rig.configMaps("v" + i, "one")));
        }

        Set<String> remembered = rig.inventory().history().stream()
                .map(line -> "gitops-webapp-" + line.manifests().substring(7, 23))
                .collect(Collectors.toSet());
        assertThat(remembered).hasSize(10);
        List<ObjectNode> secrets = rig.cluster(cluster ->
                cluster.list(cluster.type("", "Secret").get(), "default", "").items());
        assertThat(secrets)
                .extracting(secret -> Json.text(secret, "metadata", "name"))
                .containsExactlyInAnyOrderElementsOf(remembered);
    }

    private ObjectNode lease() {
        return rig.sandbox
                .get("coordination.k8s.io/v1", "Lease", "default", "gitops-webapp")
                .get();
    }
}
