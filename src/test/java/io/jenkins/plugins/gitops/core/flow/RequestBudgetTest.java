package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.sandbox.http.RequestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the budgets of the design: how many requests each operation sends, counted where they arrive. */
class RequestBudgetTest {
    private static final int EACH = 20;
    private static final int OBJECTS = 3 * EACH;
    /** Kinds: ConfigMaps, Services and Secrets in one namespace. */
    private static final int PLACES = 3;

    private final Rig rig = new Rig();

    @BeforeEach
    void deployed() {
        rig.deployed(Request.of(objects("1", 0)).at('a'));
        rig.sandbox.requests().reset();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPlanWhatHasNotChanged() {
        rig.deploy(Request.of(objects("1", 0)).at('a').dryRun());

        RequestLog log = rig.sandbox.requests();
        assertThat(log.lists()).isEqualTo(PLACES);
        assertThat(log.dryRuns()).isZero();
        assertThat(log.writes()).isZero();
        assertThat(log.total() - log.lists() - log.dryRuns())
                .as("other requests: %s", log.all())
                .isLessThanOrEqualTo(3);
    }

    @Test
    void shouldDeployWhatHasNotChangedWithNothingButThePlan() {
        rig.deployed(Request.of(objects("1", 0)).at('a'));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.writes()).isZero();
        assertThat(reviews(log)).isZero();
        assertThat(log.total()).isLessThanOrEqualTo(PLACES + 3);
    }

    @Test
    void shouldDeployWhatHasChanged() {
        int changed = 5;
        rig.deployed(Request.of(objects("1", changed)).at('b'));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.lists()).isEqualTo(PLACES);
        assertThat(log.dryRuns()).isEqualTo(changed);
        assertThat(log.count(r -> r.isWrite() && r.method().equals("PATCH"))).isEqualTo(changed);
        assertThat(log.count(r -> r.isWrite() && r.path().endsWith("/configmaps/gitops-webapp")))
                .as("writes of the inventory")
                .isLessThanOrEqualTo(2);
        assertThat(log.count(r -> r.isWrite() && r.path().endsWith("/secrets")))
                .as("writes of the snapshot")
                .isLessThanOrEqualTo(1);
        assertThat(log.count(r -> r.isWrite() && r.path().contains("/leases")))
                .as("writes of the lock")
                .isLessThanOrEqualTo(2);
        assertThat(log.writes()).isLessThanOrEqualTo(changed + 2 + 1 + 2);
        assertThat(reviews(log)).as("one review for the namespace").isEqualTo(1);
        assertThat(log.total() - log.lists() - log.dryRuns() - log.writes() - reviews(log))
                .as("reads: the plan's, then lock and inventory once it is held")
                .isLessThanOrEqualTo(3 + 2);
    }

    @Test
    void shouldTakeOverWithThreeRequestsMoreForEach() {
        int taken = 5;
        List<Manifest> all = new ArrayList<>(objects("1", 0));
        for (int i = 0; i < taken; i++) {
            String text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: old-%d}, data: {kept: a%s}}";
            rig.kubectlApply(Rig.yaml(text.formatted(i, ", gone: b")).get(0));
            all.addAll(Rig.yaml(text.formatted(i, "")));
        }
        rig.sandbox.requests().reset();

        rig.deployed(Request.of(all).at('b'));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.lists()).isEqualTo(PLACES);
        assertThat(log.dryRuns())
                .as("what would become of it, and what once its former owner's fields are ours")
                .isEqualTo(2 * taken);
        assertThat(log.count("GET", ".*/configmaps/old-.*"))
                .as("one in the plan, one before it is handed over")
                .isEqualTo(2 * taken);
        assertThat(log.count(r -> r.isWrite() && r.path().contains("/configmaps/old-")))
                .as("the owner, then the object")
                .isEqualTo(2 * taken);
        rig.sandbox.requests().reset();
        rig.deployed(Request.of(all).at('c'));
        assertThat(rig.sandbox.requests().dryRuns()).as("once only").isZero();
    }

    @Test
    void shouldTryEachHookOnce() {
        List<Manifest> all = new ArrayList<>(objects("1", 0));
        all.addAll(Rig.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: hook, annotations:"
                + " {helm.sh/hook: 'pre-upgrade,post-upgrade'}}}"));

        rig.deployed(Request.of(all).at('b'));

        assertThat(rig.sandbox.requests().dryRuns()).isEqualTo(1);
        rig.sandbox.requests().reset();
        rig.deployed(Request.of(all).at('b'));
        assertThat(rig.sandbox.requests().dryRuns()).as("nothing to do").isZero();
    }

    @Test
    void shouldPruneWithOneDeleteEach() {
        rig.deployed(Request.of(objects("1", 0).subList(3, OBJECTS)).at('b'));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.count(r -> r.method().equals("DELETE"))).isEqualTo(3);
        assertThat(log.total()).isLessThanOrEqualTo(PLACES + 3 + 3 + 2 + 1 + 2 + 2 + 1);
    }

    @Test
    void shouldWaitForAWaveWithAListForEachKind() {
        List<Manifest> waves = new ArrayList<>(objects("1", 5));
        waves.addAll(Rig.yaml("""
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: late, annotations: {gitops.jenkins.io/wave: "1"}}}
                """));

        rig.deployed(Request.of(waves).at('b'));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.lists()).as("one for the plan, one for the wave").isEqualTo(2 * PLACES);
        assertThat(log.watches()).as("they are healthy at once").isZero();
        assertThat(log.count("GET", ".*/(services|configmaps|secrets)/(service|map|secret)-.*"))
                .isZero();
    }

    @Test
    void shouldLookAtWhatIsHeldWithOneListForAll() {
        IntStream.range(0, 10)
                .forEach(i -> rig.sandbox.patch(
                        "controller",
                        "v1",
                        "ConfigMap",
                        "default",
                        "map-" + i,
                        "{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}"));

        rig.deployed(Request.of(objects("1", 0).subList(10, OBJECTS)).at('b').waits(Duration.ofSeconds(2)));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.count("GET", ".*/configmaps/map-.*")).isZero();
        assertThat(log.lists()).as("after 0.1, 0.3, 0.7, 1.5 and 2 s").isLessThanOrEqualTo(PLACES + 5);
    }

    @Test
    void shouldVerifyWithAListAndAWatchForEachKind() {
        rig.cluster(cluster -> new Verify(cluster, rig.records, WaitClock.system(), rig.lines)
                .run(Request.TARGET, Duration.ofSeconds(30), Duration.ZERO));

        RequestLog log = rig.sandbox.requests();
        assertThat(log.watches()).isLessThanOrEqualTo(PLACES);
        assertThat(log.lists()).as("one for health, one for drift").isLessThanOrEqualTo(2 * PLACES);
        assertThat(log.count("GET", ".*/(services|configmaps|secrets)/(service|map|secret)-.*"))
                .isZero();
    }

    private static long reviews(RequestLog log) {
        return log.count("POST", "/apis/authorization.k8s.io/v1/.*");
    }

    private static List<Manifest> objects(String value, int changed) {
        List<Manifest> manifests = new ArrayList<>(IntStream.range(0, EACH)
                .mapToObj(i -> Rig.configMaps(i < changed ? "changed" : value, "map-" + i)
                        .get(0))
                .toList());
        IntStream.range(0, EACH)
                .mapToObj(i -> Rig.yaml("""
                        {apiVersion: v1, kind: Service, metadata: {name: service-%d}, spec: {selector: {a: b}, ports: [{port: 80}]}}
                        """.formatted(i)).get(0))
                .forEach(manifests::add);
        IntStream.range(0, EACH)
                .mapToObj(i -> Rig.yaml("""
                        {apiVersion: v1, kind: Secret, metadata: {name: secret-%d}, stringData: {password: hunter2}}
                        """.formatted(i)).get(0))
                .forEach(manifests::add);
        return manifests;
    }
}
