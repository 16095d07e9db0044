package io.jenkins.plugins.gitops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.cluster.Gateways;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.RecordObjects;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedRecordStoreTest {
    private final Sandbox sandbox = Sandbox.start();
    private final ClusterGateway cluster = Gateways.open(sandbox.url(), Gateways.ONCE);
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        cluster.close();
        sandbox.close();
    }

    @Test
    void shouldShowOnAnotherMachineWhatWasKept() {
        DeploymentRecord record = changed("20261122-164151-00000001").build();
        here().save(record);

        assertThat(elsewhere().ids("webapp", "prod")).containsExactly(record.id());
        assertThat(elsewhere().load("webapp", "prod", record.id())).contains(record);
        assertThat(elsewhere().load("webapp", "staging", record.id())).isEmpty();
        assertThat(elsewhere().load("webapp", "prod", "20261122-164151-00000009"))
                .isEmpty();
    }

    @Test
    void shouldReplaceTheRecordOnceItIsVerified() {
        here().save(changed("20261122-164151-00000001").build());
        DeploymentRecord verified =
                changed("20261122-164151-00000001").state(State.VERIFIED, "").build();

        here().save(verified);

        assertThat(elsewhere().load("webapp", "prod", verified.id())).contains(verified);
    }

    @Test
    void shouldWriteOnceForADeploymentAndNothingForWhatChangedNothing() {
        sandbox.requests().reset();
        SharedRecordStore store = here();
        store.save(
                changed("20261122-164151-00000001").finished(Optional.empty()).build());
        store.save(Records.minimal()
                .result(new ObjectResult(Records.WEB, Outcome.UNCHANGED, "", Duration.ZERO))
                .finished(Optional.of(Records.START))
                .build());
        assertThat(sandbox.requests().total()).isZero();

        store.save(changed("20261122-164151-00000001").build());

        assertThat(sandbox.requests().writes()).isEqualTo(1);
        assertThat(sandbox.requests().total())
                .as("and a list of those that are too many")
                .isEqualTo(2);
    }

    @Test
    void shouldKeepTheLastTen() {
        for (int i = 10; i < 23; i++) {
            here().save(changed("20261122-1641" + i + "-00000001").build());
        }

        assertThat(elsewhere().ids("webapp", "prod"))
                .hasSize(10)
                .startsWith("20261122-164122-00000001")
                .endsWith("20261122-164113-00000001");
    }

    @Test
    void shouldLeaveOutWholeObjectsWhenARecordIsTooLarge() {
        DeploymentRecord large = changed("20261122-164151-00000001")
                .plan(Optional.of(plan(random(1_000_000))))
                .build();

        here().save(large);

        DeploymentRecord kept = elsewhere().load("webapp", "prod", large.id()).orElseThrow();
        assertThat(kept.plan().get().changes().get(0).after().isMissingNode()).isTrue();
        assertThat(kept.plan().get().changes().get(0).key()).isEqualTo(Records.WEB);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWarnAndGoOnWhenItCannotBeKept() {
        here().save(changed("20261122-164151-00000001")
                .state(State.FAILED, random(1_000_000))
                .build());
        sandbox.faults().on("POST", ".*/configmaps").write().answer(403, "Forbidden", "no");
        DeploymentRecord record = changed("20261122-164152-00000002").build();

        here().save(record);

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("is too large to be kept in the cluster");
        assertThat(warnings.get(1)).startsWith("record " + record.id() + " is not kept in the cluster: ");
        assertThat(here().load("webapp", "prod", record.id())).contains(record);
        assertThat(new RecordObjects(cluster).ids("webapp", "default")).isEmpty();
    }

    private static String random(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        return HexFormat.of().formatHex(noise);
    }

    private static Plan plan(String content) {
        Change change = new Change(
                Records.WEB,
                GroupVersionKind.of("apps/v1", "Deployment"),
                Action.CREATE,
                "",
                List.of(),
                Json.object().path("none"),
                Json.object().put("content", content),
                "",
                List.of());
        return new Plan(
                "webapp",
                "prod",
                "https://cluster.example:6443",
                "default",
                "sha256:01",
                List.of(change),
                "sha256:02",
                List.of());
    }

    private static RecordBuilder changed(String id) {
        return Records.minimal()
                .id(id)
                .state(State.APPLIED, "")
                .result(new ObjectResult(Records.WEB, Outcome.UPDATED, "", Duration.ZERO))
                .finished(Optional.of(Records.START));
    }

    private SharedRecordStore here() {
        return new SharedRecordStore(
                new DirectoryRecordStore(directory.resolve("here")), cluster, "default", warnings::add);
    }

    private SharedRecordStore elsewhere() {
        return new SharedRecordStore(RecordStore.none(), cluster, "default", warnings::add);
    }
}
