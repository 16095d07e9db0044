package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Ownership;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two deployments of one app at once. */
@Timeout(120)
class DeployTogetherTest {
    private static final int ROUNDS = 50;

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldGoOneAfterTheOtherAndLoseNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            String value = "round " + round;
            CompletableFuture<DeploymentRecord> left = CompletableFuture.supplyAsync(
                    () -> rig.deploy(Request.of(Rig.configMaps(value, "common", "left"))));
            CompletableFuture<DeploymentRecord> right = CompletableFuture.supplyAsync(
                    () -> rig.deploy(Request.of(Rig.configMaps(value, "common", "right"))));
            List<DeploymentRecord> records = List.of(left.join(), right.join());

            assertThat(records)
                    .allSatisfy(record ->
                            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED));
            Inventory inventory = rig.inventory();
            Deployment last = inventory.history().get(0);
            String winner = last.id().equals(records.get(0).id()) ? "left" : "right";
            String loser = winner.equals("left") ? "right" : "left";
            assertThat(inventory.history().subList(0, 2))
                    .extracting(Deployment::id)
                    .containsExactlyInAnyOrder(
                            records.get(0).id(), records.get(1).id());
            assertThat(rig.members()).containsExactly("ConfigMap/common", "ConfigMap/" + winner);
            assertThat(rig.configMap(winner)).isPresent();
            assertThat(rig.configMap(loser)).isEmpty();
            Set<String> uids = Set.of(uid("common"), uid(winner));
            assertThat(inventory.members().stream().map(member -> member.uid()).collect(Collectors.toSet()))
                    .isEqualTo(uids);
        }
    }

    @Test
    void shouldGiveUpWhenTheOtherTakesTooLongAndNameIt() {
        rig.sandbox.faults().on("PATCH", ".*/configmaps/slow").write().hang();
        CompletableFuture<DeploymentRecord> first =
                CompletableFuture.supplyAsync(() -> rig.deploy(Request.of(Rig.configMaps("1", "slow"))));
        Sandbox.await(() ->
                rig.sandbox.requests().count(r -> r.isWrite() && r.path().endsWith("/slow")) > 0);

        DeploymentRecord second = rig.deploy(Request.of(Rig.configMaps("1", "fast"))
                .lock(new LockOptions(Duration.ofSeconds(2), Duration.ofMillis(100))));

        assertThat(second.state()).isEqualTo(State.FAILED);
        assertThat(second.message()).contains("is being deployed by me (").contains("Wait for it to end");
        assertThat(rig.configMap("fast")).isEmpty();
        rig.sandbox.faults().clear();
        first.join();
    }

    @Test
    void shouldPlanAgainWhenTheHolderDiedAfterItHadWritten() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.sandbox.patch(
                "other",
                "coordination.k8s.io/v1",
                "Lease",
                "default",
                "gitops-webapp",
                "{\"spec\":{\"holderIdentity\":\"dying\",\"leaseDurationSeconds\":1}}");
        // It has planned, finds the object as declared, and waits for the holder.
        CompletableFuture<DeploymentRecord> next = CompletableFuture.supplyAsync(
                () -> rig.deploy(Request.of(Rig.configMaps("1", "one")).at('b')));
        Sandbox.await(
                () -> rig.lines.infos().stream().anyMatch(line -> line.startsWith("waiting for the lock: dying")));
        // The holder's last write; it never comes to its inventory.
        Manifest written = Ownership.stamp(Rig.configMaps("3", "one").get(0), ApplySet.id("webapp", "default"));
        rig.apply(PlanOptions.MANAGER, written);

        assertThat(next.join().state()).as(next.join().message()).isEqualTo(State.APPLIED);
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldPlanAgainWhenTheHolderCouldNotNoteWhatItHadWritten() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        // Both have planned when the second takes the lock: it finds the inventory as it was.
        rig.sandbox.faults().on("PUT", ".*/configmaps/gitops-webapp").always().answer(500, "InternalError", "no");

        DeploymentRecord first =
                rig.deploy(Request.of(Rig.configMaps("2", "one")).lock(Request.SHORT_LOCK));

        assertThat(first.state()).isEqualTo(State.FAILED);
        assertThat(first.results()).extracting(ObjectResult::outcome).containsExactly(Outcome.UPDATED);
        rig.sandbox.faults().clear();
        assertThat(Json.text(
                        rig.sandbox
                                .get("coordination.k8s.io/v1", "Lease", "default", "gitops-webapp")
                                .orElseThrow(),
                        "spec",
                        "holderIdentity"))
                .as("whoever comes next sees that somebody was there")
                .isNotEmpty();
        rig.deployed(Request.of(Rig.configMaps("1", "one")).at('b'));
        assertThat(rig.lines.infos()).contains("another deployment came first: planning again");
        assertThat(Json.text(rig.configMap("one").get(), "data", "key")).isEqualTo("1");
    }

    @Test
    void shouldWriteNothingMoreWhenTheLockIsLost() {
        List<Manifest> manifests = new ArrayList<>(Rig.configMaps("1", "one"));
        manifests.addAll(
                Rig.yaml(
                        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {a: b}, ports: [{port: 80}]}}"));
        // Lock, snapshot and inventory are written first.
        rig.sandbox.faults().beforeWrite(4, () -> {
            rig.sandbox.patch(
                    "thief",
                    "coordination.k8s.io/v1",
                    "Lease",
                    "default",
                    "gitops-webapp",
                    "{\"spec\":{\"holderIdentity\":\"thief\"}}");
            Sandbox.await(() ->
                    rig.sandbox.requests().count(r -> r.path().contains("/leases/") && r.status() == 409) > 0);
            // The renewal looks who holds it, then knows.
            Sandbox.await(() -> rig.sandbox.requests().all().stream()
                            .filter(r -> r.method().equals("GET") && r.path().contains("/leases/") && r.status() == 200)
                            .count()
                    > 0);
            // Its answer is still on the way; when the lock's time is up, it has arrived for certain.
            long expired = System.nanoTime() + Request.SHORT_LOCK.lease().toNanos();
            Sandbox.await(() -> System.nanoTime() > expired);
        });

        DeploymentRecord record = rig.deploy(Request.of(manifests).lock(Request.SHORT_LOCK));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .contains("the deployment lock was lost: thief has it since")
                .contains("Nothing more was written");
        assertThat(rig.sandbox.get("v1", "Service", "default", "web")).isEmpty();
        assertThat(rig.sandbox.requests().count(r -> r.isWrite() && r.path().endsWith("/configmaps/gitops-webapp")))
                .as("the inventory is written no more")
                .isZero();
        assertThat(rig.inventory().history()).isEmpty();
        assertThat(rig.members()).as("and lists all that may be there").contains("ConfigMap/one", "Service/web");
    }

    private String uid(String name) {
        return Json.text(rig.configMap(name).get(), "metadata", "uid");
    }
}
