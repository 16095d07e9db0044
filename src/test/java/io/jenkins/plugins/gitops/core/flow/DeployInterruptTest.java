package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import io.jenkins.plugins.gitops.sandbox.faults.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody stops the deployment: the thread is interrupted while a request hangs. */
@Timeout(60)
class DeployInterruptTest {
    private final Rig rig = new Rig();
    private Throwable thrown;
    private boolean flag;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldTellWhatWasUnderWayAndWhatWasNotReached() {
        DeploymentRecord record = stopped("PATCH", ".*/configmaps/(one|two)", true, three());

        assertThat(record.results())
                .extracting(result -> result.key().shortName() + " " + result.outcome())
                .containsExactlyInAnyOrder("ConfigMap/one FAILED", "ConfigMap/two FAILED", "Service/web SKIPPED");
        assertThat(message(record, Outcome.FAILED)).contains("stopped while it was applied");
        assertThat(message(record, Outcome.SKIPPED)).isEqualTo("not reached");
        assertThat(rig.inventory().history().get(0).state()).isEqualTo("failed");
        completes();
    }

    @Test
    void shouldBeStoppedWhileASingleObjectIsApplied() {
        DeploymentRecord record = stopped("PATCH", ".*/services/web", true, three());

        assertThat(message(record, Outcome.FAILED)).contains("stopped while it was applied");
        assertThat(record.outcomes()).containsEntry(Outcome.CREATED, 2L);
        completes();
    }

    @Test
    void shouldBeStoppedWhilePlanning() {
        DeploymentRecord record = stopped("PATCH", ".*/configmaps/one", false, three());

        assertThat(record.plan()).isEmpty();
        assertThat(rig.sandbox.requests().writes()).isZero();
        completes();
    }

    @Test
    void shouldBeStoppedWhilePruning() {
        List<Manifest> first = new ArrayList<>(Rig.configMaps("1", "old", "older"));
        first.addAll(Rig.yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: oldest}}"));
        rig.deployed(Request.of(first));

        DeploymentRecord record = stopped("DELETE", ".*/configmaps/(old|older)", true, three());

        assertThat(record.results())
                .extracting(result -> result.key().shortName() + " " + result.outcome())
                .contains(
                        "Service/web CREATED",
                        "ConfigMap/old FAILED",
                        "ConfigMap/older FAILED",
                        "ServiceAccount/oldest SKIPPED");
        assertThat(message(record, Outcome.FAILED)).startsWith("stopped while it was deleted");
        completes();
        assertThat(rig.configMap("old")).isEmpty();
        assertThat(rig.sandbox.get("v1", "ServiceAccount", "default", "oldest")).isEmpty();
    }

    @Test
    void shouldBeStoppedWhileWaitingForTheLock() {
        rig.deployed(Request.of(Rig.configMaps("1", "one")));
        rig.sandbox.patch(
                "other",
                "coordination.k8s.io/v1",
                "Lease",
                "default",
                "gitops-webapp",
                "{\"spec\":{\"holderIdentity\":\"other\",\"leaseDurationSeconds\":3600}}");
        Thread thread = start(rig.records, three());
        Sandbox.await(
                () -> rig.lines.infos().stream().anyMatch(line -> line.startsWith("waiting for the lock: other")));

        stop(thread);

        assertThat(thrown).isInstanceOf(CancellationException.class);
        assertThat(rig.records.last().state()).isEqualTo(State.ABORTED);
        assertThat(rig.configMap("two")).isEmpty();
    }

    @Test
    void shouldWriteTheLastRecordToAFileThoughInterrupted(@TempDir Path directory) {
        DirectoryRecordStore files = new DirectoryRecordStore(directory);
        rig.sandbox.faults().on("PATCH", ".*/configmaps/one").write().hang();
        Thread thread = start(files, three());
        await("PATCH", ".*/configmaps/one", true, 1);

        stop(thread);

        assertThat(thrown).isInstanceOf(CancellationException.class);
        String id = files.ids("webapp", "test").get(0);
        assertThat(files.load("webapp", "test", id).get().state()).isEqualTo(State.ABORTED);
    }

    private static List<Manifest> three() {
        List<Manifest> manifests = new ArrayList<>(Rig.configMaps("1", "one", "two"));
        manifests.addAll(
                Rig.yaml(
                        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {a: b}, ports: [{port: 80}]}}"));
        return manifests;
    }

    /** Deploys, interrupts at a request, and checks what is the same wherever that happens. */
    private DeploymentRecord stopped(String method, String path, boolean write, List<Manifest> manifests) {
        rig.sandbox.requests().reset();
        Fault fault = rig.sandbox.faults().on(method, path);
        (write ? fault.write() : fault.dryRun()).always().hang();
        Thread thread = start(rig.records, manifests);
        await(method, path, write, path.contains("|") ? 2 : 1);

        stop(thread);

        assertThat(thrown).isInstanceOf(CancellationException.class);
        assertThat(flag).as("the thread's interrupt flag").isTrue();
        DeploymentRecord record = rig.records.last();
        assertThat(record.state()).isEqualTo(State.ABORTED);
        assertThat(record.finished()).isPresent();
        rig.sandbox
                .get("coordination.k8s.io/v1", "Lease", "default", "gitops-webapp")
                .ifPresent(lease -> assertThat(Json.text(lease, "spec", "holderIdentity"))
                        .as("the lock is released")
                        .isEmpty());
        return record;
    }

    private void await(String method, String path, boolean write, int requests) {
        Sandbox.await(() -> rig.sandbox.requests().all().stream()
                        .filter(request -> request.method().equals(method)
                                && request.path().matches(path)
                                && request.isWrite() == write)
                        .count()
                == requests);
    }

    private Thread start(RecordStore records, List<Manifest> manifests) {
        Thread thread = new Thread(() -> rig.cluster(cluster -> {
            try {
                new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), rig.lines)
                        .run(Request.of(manifests).build());
            } catch (RuntimeException e) {
                thrown = e;
                flag = Thread.interrupted();
            }
            return null;
        }));
        thread.start();
        return thread;
    }

    private static void stop(Thread thread) {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String message(DeploymentRecord record, Outcome outcome) {
        return record.results().stream()
                .filter(result -> result.outcome() == outcome)
                .map(ObjectResult::message)
                .findFirst()
                .orElseThrow();
    }

    private void completes() {
        rig.sandbox.faults().clear();
        rig.deployed(Request.of(three()));
        assertThat(rig.members()).containsExactlyInAnyOrder("ConfigMap/one", "ConfigMap/two", "Service/web");
        assertThat(rig.deployed(Request.of(three())).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
    }
}
