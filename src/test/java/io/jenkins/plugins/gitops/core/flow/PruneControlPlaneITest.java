package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deleting, and deleting to create anew, on a real API server with its own controllers. */
@Timeout(180)
class PruneControlPlaneITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private final MemoryRecords records = new MemoryRecords();
    private final Lines lines = new Lines();
    private String namespace;

    @BeforeEach
    void open() {
        namespace = CONTROL_PLANE.namespace();
    }

    @AfterEach
    void clean() {
        CONTROL_PLANE.kubectl("delete", "namespace", namespace + "-extra", "--wait=false", "--ignore-not-found");
    }

    @Test
    void shouldNameTheFinalizerThatHoldsAnObjectUntilItIsGone() {
        deploy(Request.of(Rig.configMaps("1", "kept", "old")));
        kubectl(
                "patch",
                "configmap",
                "old",
                "--type=merge",
                "-p",
                "{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}");
        Request without = Request.of(Rig.configMaps("1", "kept")).waits(Duration.ofMillis(500));

        DeploymentRecord record = deploy(without);

        assertThat(record.state()).isEqualTo(State.APPLIED);
        assertThat(record.message())
                .isEqualTo("ConfigMap/old in " + namespace
                        + " is being deleted, held by finalizer example.org/hold. The next deployment tries again");
        kubectl("patch", "configmap", "old", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
        assertThat(deploy(without).message()).isEmpty();
        assertThat(deploy(without).outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L));
    }

    @Test
    void shouldDeleteManyObjectsKindByKind() {
        int each = 100;
        List<Manifest> all = new ArrayList<>(Rig.configMaps(
                "1", IntStream.range(0, each).mapToObj(i -> "map-" + i).toArray(String[]::new)));
        IntStream.range(0, each)
                .forEach(i -> all.addAll(
                        Rig.yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: account-%d}}".formatted(i))));
        all.addAll(Rig.configMaps("1", "kept"));
        deploy(Request.of(all));

        DeploymentRecord record = deploy(Request.of(Rig.configMaps("1", "kept")).pruneLimit("100%"));

        assertThat(record.message()).isEmpty();
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.PRUNED, 2L * each));
        List<String> kinds = record.results().stream()
                .filter(result -> result.outcome() == Outcome.PRUNED)
                .map(result -> result.key().kind())
                .toList();
        assertThat(kinds.subList(0, each)).containsOnly("ConfigMap");
        assertThat(kubectl("get", "configmaps,serviceaccounts", "-o", "name")).doesNotContain("map-", "account-");
        Duration oneAfterTheOther =
                record.results().stream().map(ObjectResult::took).reduce(Duration.ZERO, Duration::plus);
        assertThat(record.timings().get("prune")).as("they overlap").isLessThan(oneAfterTheOther.dividedBy(2));
    }

    @Test
    void shouldNotDeleteAnObjectThatIsDeclaredUnderItsOtherApiGroup() {
        List<Manifest> names = Rig.file("prune/one-object-two-groups.yaml").stream()
                .map(manifest -> Rig.yaml(Json.write(manifest.json()).replace("NAMESPACE", namespace))
                        .get(0))
                .toList();
        deploy(Request.of(names.subList(0, 1)));
        String uid = kubectl("get", "events.v1.", "note", "-o", "jsonpath={.metadata.uid}");

        DeploymentRecord moved = deploy(Request.of(names.subList(1, 2)));
        DeploymentRecord again = deploy(Request.of(names.subList(1, 2)));

        assertThat(moved.state()).as(moved.message()).isEqualTo(State.APPLIED);
        assertThat(moved.outcomes()).doesNotContainKey(Outcome.PRUNED);
        assertThat(kubectl("get", "events.v1.events.k8s.io", "note", "-o", "jsonpath={.metadata.uid}"))
                .isEqualTo(uid);
        assertThat(again.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L));
    }

    @Test
    void shouldDeleteANamespaceOnlyWhenNothingOfOthersIsInIt() {
        String extra = namespace + "-extra";
        List<Manifest> all = new ArrayList<>(Rig.configMaps("1", "kept"));
        all.addAll(Rig.yaml("""
                {apiVersion: v1, kind: Namespace, metadata: {name: %1$s}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: %1$s}, spec: {
                  selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}},
                  spec: {containers: [{name: c, image: mywebapp:1}]}}}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: web, namespace: %1$s}, spec: {selector: {app: web},
                  ports: [{port: 80}]}}
                """.formatted(extra)));
        deploy(Request.of(all));
        CONTROL_PLANE.kubectl("create", "secret", "generic", "theirs", "-n", extra);
        Request without = Request.of(Rig.configMaps("1", "kept"))
                .planning(PlanOptions.standard().withConsent(new Consent(Set.of("Namespace/" + extra), Set.of())))
                .waits(Duration.ofSeconds(60));

        DeploymentRecord refused = deploy(without);

        assertThat(refused.state()).as(refused.message()).isEqualTo(State.APPLIED);
        assertThat(refused.message())
                .startsWith("Namespace/" + extra
                        + " not deleted: it holds objects that are not of this app: Secret/theirs.");
        CONTROL_PLANE.kubectl("delete", "secret", "theirs", "-n", extra);

        DeploymentRecord record = deploy(without);

        assertThat(record.message()).isEmpty();
        assertThat(record.outcomes()).isEqualTo(Map.of(Outcome.UNCHANGED, 1L, Outcome.PRUNED, 1L));
        assertThat(CONTROL_PLANE.kubectl("get", "namespace", extra, "--ignore-not-found"))
                .isEmpty();
    }

    @Test
    void shouldReplaceADeploymentWhoseSelectorHasChanged() {
        deploy(Request.of(deployment("a")));

        List<ObjectResult> results = replace(deployment("b"), "deployment", "web");

        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.REPLACED);
        kubectl("rollout", "status", "deployment/web", "--timeout=60s");
        assertThat(kubectl("get", "deployment", "web", "-o", "jsonpath={.spec.selector.matchLabels.app}"))
                .isEqualTo("b");
        assertThat(deploy(Request.of(deployment("b"))).state()).isEqualTo(State.APPLIED);
    }

    @Test
    void shouldReplaceAJobWhoseTemplateHasChanged() {
        deploy(Request.of(job("mywebapp:1")));
        kubectl("wait", "job/migrate", "--for=condition=complete", "--timeout=60s");

        List<ObjectResult> results = replace(job("mywebapp:2"), "job", "migrate");

        assertThat(results).extracting(ObjectResult::outcome).containsExactly(Outcome.REPLACED);
        kubectl("wait", "job/migrate", "--for=condition=complete", "--timeout=60s");
    }

    private DeploymentRecord deploy(Request request) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines)
                    .run(request.to(target()).build());
        }
    }

    private List<ObjectResult> replace(List<Manifest> manifests, String kind, String name) {
        List<ObjectResult> results = new ArrayList<>();
        String uid = kubectl("get", kind, name, "-o", "jsonpath={.metadata.uid}");
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            new HandMadeReplacement(cluster, Duration.ofSeconds(30), results::add).run(target(), manifests, uid);
        }
        return results;
    }

    private Target target() {
        return new Target("webapp", "test", namespace);
    }

    private String kubectl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", namespace));
        all.addAll(List.of(arguments));
        return CONTROL_PLANE.kubectl(all.toArray(String[]::new));
    }

    private static List<Manifest> deployment(String selector) {
        return Rig.yaml("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {
                  selector: {matchLabels: {app: %1$s}}, template: {metadata: {labels: {app: %1$s}},
                  spec: {containers: [{name: c, image: mywebapp:1}]}}}}
                """.formatted(selector));
    }

    private static List<Manifest> job(String image) {
        return Rig.yaml("""
                {apiVersion: batch/v1, kind: Job, metadata: {name: migrate}, spec: {template: {spec: {
                  restartPolicy: Never, containers: [{name: c, image: '%s'}]}}}}
                """.formatted(image));
    }
}
