package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.cluster.KubeconfigPolicy;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.ServerProcess;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.DeployLock;
import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bad day of a real control plane in the middle of a deployment, and two deployments at once. */
@Timeout(180)
class FaultsControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.own();

    private static final int OBJECTS = 60;
    /** After so many objects it happens. */
    private static final int MIDDLE = 10;

    private static final int ROUNDS = 50;
    private static final LockOptions LOCK = new LockOptions(Duration.ofSeconds(15), Duration.ofSeconds(60));

    private final MemoryRecords records = new MemoryRecords();

    @Test
    void shouldSurviveARestartOfTheApiServer() {
        String namespace = CONTROL_PLANE.namespace();
        ServerProcess apiServer = new ServerProcess(CONTROL_PLANE, "kube-apiserver");

        DeploymentRecord record;
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            record = deploy(
                    cluster, namespace, "1", inTheMiddle(() -> apiServer.kill().run()));
        }

        Sandbox.await(
                Duration.ofSeconds(60),
                () -> CONTROL_PLANE.tryKubectl("get", "--raw=/readyz").exitCode() == 0);
        isTruthful(record, namespace);
        endsRight(namespace, "1");
    }

    @Test
    void shouldSurviveAnEtcdThatStandsStillForSomeSeconds() {
        String namespace = CONTROL_PLANE.namespace();
        ServerProcess etcd = new ServerProcess(CONTROL_PLANE, "etcd");

        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            DeploymentRecord record = deploy(cluster, namespace, "1", inTheMiddle(() -> {
                etcd.pause();
                CompletableFuture.delayedExecutor(3, java.util.concurrent.TimeUnit.SECONDS)
                        .execute(etcd::resume);
            }));
            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
            isTruthful(record, namespace);
        }
        endsRight(namespace, "1");
    }

    @Test
    void shouldSayThatTheTokenIsNoLongerGood() throws IOException {
        String namespace = CONTROL_PLANE.namespace();
        CONTROL_PLANE.kubectl("create", "serviceaccount", "deployer", "-n", namespace);
        CONTROL_PLANE.kubectl(
                "create",
                "rolebinding",
                "deployer",
                "-n",
                namespace,
                "--clusterrole=cluster-admin",
                "--serviceaccount=" + namespace + ":deployer");
        String token = CONTROL_PLANE
                .kubectl("create", "token", "deployer", "-n", namespace)
                .strip();
        String kubeconfig = Files.readString(CONTROL_PLANE.kubeconfig())
                .replaceAll("client-certificate-data: .*", "token: " + token)
                .replaceAll("client-key-data: .*", "");
        try (ClusterGateway deployer =
                KubeconfigPolicy.read(kubeconfig, "deployer").open(Retry.DEFAULT)) {
            DeploymentRecord record = deploy(deployer, namespace, "1", inTheMiddle(() -> {
                CONTROL_PLANE.kubectl("delete", "serviceaccount", "deployer", "-n", namespace);
                // The server remembers good tokens for ten seconds.
                await401(deployer, namespace);
            }));

            assertThat(record.state()).isEqualTo(State.FAILED);
            assertThat(record.message()).contains("HTTP 401: the credentials are missing, wrong or expired");
            assertThat(record.outcomes()).containsKeys(Outcome.CREATED, Outcome.FAILED);
            isTruthful(record, namespace);
        }
        CONTROL_PLANE.kubectl("delete", "lease", "gitops-webapp", "-n", namespace); // else it would have to expire
        endsRight(namespace, "1");
    }

    private static void await401(ClusterGateway deployer, String namespace) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            try {
                deployer.get(deployer.type("", "ConfigMap").orElseThrow(), namespace, "map-0");
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("401");
                return;
            }
        }
        throw new AssertionError("the token is still good");
    }

    @Test
    void shouldLoseTheLockWithItsLease() {
        String namespace = CONTROL_PLANE.namespace();
        LockOptions options = new LockOptions(Duration.ofSeconds(3), Duration.ofSeconds(30));
        try (ClusterGateway cluster = CONTROL_PLANE.gateway();
                DeployLock lock = DeployLock.acquire(
                        cluster, "webapp", namespace, "one", options, Clock.systemUTC(), Progress.silent())) {
            CONTROL_PLANE.kubectl("delete", "lease", "gitops-webapp", "-n", namespace);

            Sandbox.await(lock::isLost);
            assertThatThrownBy(lock::check).hasMessageContaining("the deployment lock was lost");
        }
        assertThat(CONTROL_PLANE.kubectl("get", "leases", "-n", namespace, "-o", "name"))
                .as("it is not made again")
                .isEmpty();
    }

    @Test
    void shouldLetOneOfTwoContentsWinCompletely() {
        String namespace = CONTROL_PLANE.namespace();
        for (int round = 0; round < ROUNDS; round++) {
            String left = "left-" + round;
            String right = "right-" + round;
            CompletableFuture<DeploymentRecord> other =
                    CompletableFuture.supplyAsync(() -> deploy(namespace, Rig.configMaps(left, "one", "two", left)));
            DeploymentRecord mine = deploy(namespace, Rig.configMaps(right, "one", "two", right));
            List<DeploymentRecord> both = List.of(mine, other.join());

            assertThat(both)
                    .allSatisfy(record ->
                            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED));
            try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
                History history = History.of(cluster, target(namespace));
                String winner = history.current().id().equals(mine.id()) ? right : left;
                assertThat(history.deployments().subList(0, 2))
                        .extracting(line -> line.id())
                        .containsExactlyInAnyOrder(both.get(0).id(), both.get(1).id());
                assertThat(values(namespace))
                        .containsExactlyInAnyOrder("one=" + winner, "two=" + winner, winner + "=" + winner);
            }
        }
    }

    private DeploymentRecord deploy(String namespace, List<Manifest> manifests) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return deploy(cluster, namespace, manifests, Progress.silent());
        }
    }

    private DeploymentRecord deploy(ClusterGateway cluster, String namespace, String value, Progress progress) {
        return deploy(cluster, namespace, Rig.configMaps(value, names()), progress);
    }

    private DeploymentRecord deploy(
            ClusterGateway cluster, String namespace, List<Manifest> manifests, Progress progress) {
        Request request = Request.of(manifests).to(target(namespace)).lock(LOCK);
        return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), progress).run(request.build());
    }

    /** Calls back when some objects are created; the others wait for it or are under way. */
    private static Progress inTheMiddle(Runnable what) {
        AtomicInteger created = new AtomicInteger();
        return new Progress() {
            @Override
            public void phase(String name) {}

            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {}

            @Override
            public void object(ResourceKey key, String state, String message) {
                if (state.equals("created") && created.incrementAndGet() == MIDDLE) {
                    what.run();
                }
            }
        };
    }

    private static void isTruthful(DeploymentRecord record, String namespace) {
        assertThat(record.results())
                .extracting(ObjectResult::key)
                .doesNotHaveDuplicates()
                .hasSize(OBJECTS);
        Set<String> live = new HashSet<>(values(namespace));
        for (ObjectResult result : record.results()) {
            String value = result.key().name() + "=1";
            switch (result.outcome()) {
                case CREATED, UPDATED -> assertThat(live).as(result.toString()).contains(value);
                case SKIPPED -> assertThat(live).as(result.toString()).doesNotContain(value);
                default -> assertThat(result.message()).as(result.toString()).isNotEmpty();
            }
        }
        if (record.state() == State.APPLIED) {
            assertThat(record.outcomes()).doesNotContainKeys(Outcome.FAILED, Outcome.SKIPPED);
        }
    }

    private void endsRight(String namespace, String value) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            DeploymentRecord record = deploy(cluster, namespace, value, Progress.silent());
            assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
            assertThat(deploy(cluster, namespace, value, Progress.silent()).outcomes())
                    .containsOnlyKeys(Outcome.UNCHANGED);
            assertThat(History.of(cluster, target(namespace)).inventory().members())
                    .hasSize(OBJECTS);
        }
        assertThat(values(namespace))
                .containsExactlyInAnyOrderElementsOf(List.of(names()).stream()
                        .map(name -> name + "=" + value)
                        .toList());
    }

    /** @return {@code name=value} of the test's ConfigMaps in the cluster */
    private static List<String> values(String namespace) {
        String list = CONTROL_PLANE.kubectl("get", "configmaps", "-n", namespace, "-o", "json");
        return Json.elements(Json.parse(list), "items")
                .filter(map -> Json.at(map, "data").has("key"))
                .map(map -> Json.text(map, "metadata", "name") + "=" + Json.text(map, "data", "key"))
                .toList();
    }

    private static String[] names() {
        return IntStream.range(0, OBJECTS).mapToObj(i -> "map-" + i).toArray(String[]::new);
    }

    private static Target target(String namespace) {
        return new Target("webapp", "test", namespace);
    }
}
