package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who hands over, who does not, and what stays, on a real API server. */
class HandoverITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {a: '1'%s}}";

    @TempDir
    Path directory;

    private String namespace;

    @BeforeEach
    void namespace() {
        namespace = CONTROL_PLANE.namespace();
    }

    @Test
    void shouldTakeOverFromKubectlsServerSideApply() throws IOException {
        kubectl("apply", "--server-side", "-f", file(MAP.formatted(", b: '2'")));

        Change change = deployedAsPlanned(Rig.yaml(MAP.formatted("")));

        assertThat(change.reason()).contains("taken over from kubectl (kubectl apply --server-side)");
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\"}"));
    }

    /** Only the last of them owns the copy by which a client-side applier is known; others must be named. */
    @Test
    void shouldTakeOverFromTheLastClientSideApplierAndFromThoseThatAreNamed() throws IOException {
        kubectl("apply", "--field-manager=first", "-f", file(MAP.formatted(", b: '2'")));
        kubectl("apply", "--field-manager=second", "-f", file(MAP.formatted(", b: '2', c: '3'")));
        List<Manifest> after = Rig.yaml(MAP.formatted(""));

        assertThat(deployedAsPlanned(after).reason()).contains("taken over from second (kubectl apply)");
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\",\"b\":\"2\"}"));

        DeploymentRecord record =
                deploy(Request.of(after).planning(PlanOptions.standard().withTakeOver(Set.of("first"))));
        assertThat(record.plan().get().changes().get(0).reason()).isEqualTo("taken over from first (as asked for)");
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\"}"));
    }

    @Test
    void shouldLeaveWhatPeopleAndControllersHaveSet() throws IOException {
        kubectl("apply", "-f", file(MAP.formatted(", b: '2'")));
        patch("kubectl-edit", "{\"data\":{\"theirs\":\"stays\"}}");

        Change change = deployedAsPlanned(Rig.yaml(MAP.formatted("")));

        assertThat(change.fields()).extracting(field -> field.path()).doesNotContain("data.theirs");
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\",\"theirs\":\"stays\"}"));
    }

    @Test
    void shouldNameAConflictThatNoHandoverSettles() throws IOException {
        kubectl("apply", "-f", file(MAP.formatted(", b: '2'")));
        patch("kubectl-edit", "{\"data\":{\"a\":\"mine\"}}");

        DeploymentRecord record = deploy(Request.of(Rig.yaml(MAP.formatted(""))));

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.message())
                .contains(".data.a is owned by kubectl-edit")
                .doesNotContain("client-side-apply");
    }

    @Test
    void shouldTakeOverWhomTheOptionsName() {
        List<Manifest> before = Rig.yaml(MAP.formatted(", b: '2'"));
        other("argocd", before.get(0));
        List<Manifest> after = Rig.yaml(MAP.formatted(""));

        assertThat(deploy(Request.of(after).dryRun())
                        .plan()
                        .get()
                        .changes()
                        .get(0)
                        .fields())
                .extracting(field -> field.path())
                .doesNotContain("data.b");
        Request request = Request.of(after).planning(PlanOptions.standard().withTakeOver(Set.of("argocd")));
        assertThat(deploy(request).state()).isEqualTo(State.APPLIED);

        assertThat(map().path("data").has("b")).isFalse();
    }

    @Test
    void shouldTakeOverWhatWasThereBeforeTheFirstApply() throws IOException {
        kubectl("apply", "-f", file(MAP.formatted(", b: '2'")));
        patch("kubectl-edit", "{\"data\":{\"theirs\":\"stays\"}}");
        patch("x", "{\"metadata\":{\"managedFields\":[{}]}}");

        Change change = deployedAsPlanned(Rig.yaml(MAP.formatted("")));

        assertThat(change.reason()).contains("before-first-apply");
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\",\"theirs\":\"stays\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"install", "helm3"})
    void shouldTakeOverFromHelm(String how) throws IOException {
        Path chart = Files.createDirectories(directory.resolve("chart/templates"));
        Files.writeString(directory.resolve("chart/Chart.yaml"), "{apiVersion: v2, name: chart, version: 0.1.0}");
        String template =
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: map, labels: {app.kubernetes.io/managed-by:"
                        + " Helm}}, data: {a: '1', b: '2'}}";
        Files.writeString(chart.resolve("map.yaml"), template);
        if (how.equals("install")) {
            Programs.Result result = Programs.run(
                    List.of("helm", "install", "rel", directory.resolve("chart").toString(), "-n", namespace),
                    Map.of("KUBECONFIG", CONTROL_PLANE.kubeconfig().toString()));
            assertThat(result.exitCode()).as(result.error()).isZero();
        } else {
            kubectl("create", "--field-manager=helm", "-f", file(template));
        }
        Consent consent = new Consent(Set.of(), Set.of(), Set.of("helm/rel"));
        Request request = Request.of(Rig.yaml(MAP.formatted("")));

        DeploymentRecord record = deploy(request.planning(PlanOptions.standard().withConsent(consent)));

        assertThat(record.message()).isEmpty();
        assertThat(record.plan().get().changes().get(0).reason()).contains("taken over from helm (Helm)");
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\"}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLeaveReplicasToTheAutoscaler(boolean scaled) {
        List<Manifest> before = Rig.yaml(workload("replicas: 7"));
        assertThat(deploy(Request.of(before)).state()).isEqualTo(State.APPLIED);
        if (scaled) {
            kubectl("scale", "deployment/web", "--replicas=7", "--current-replicas=7");
        }
        replicasAreLeftTo("HorizontalPodAutoscaler.autoscaling/web", """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec: {minReplicas: 2, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
                """);
    }

    /** KEDA makes the HorizontalPodAutoscaler itself; the app declares what it is made of. */
    @Test
    void shouldLeaveReplicasToKeda() throws IOException {
        Path definition = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/flow/takeover/scaledobjects.yaml");
        kubectl("apply", "-f", definition.toAbsolutePath().toString());
        try {
            kubectl("wait", "--for=condition=Established", "crd/scaledobjects.keda.sh");
            assertThat(deploy(Request.of(Rig.yaml(workload("replicas: 7")))).state())
                    .isEqualTo(State.APPLIED);

            replicasAreLeftTo(
                    "ScaledObject.keda.sh/web",
                    "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web}, spec: {scaleTargetRef: {name: web}}}");
        } finally {
            kubectl("delete", "crd", "scaledobjects.keda.sh");
        }
    }

    private void replicasAreLeftTo(String scaler, String manifest) {
        List<Manifest> after = new ArrayList<>(Rig.yaml(workload("paused: false")));
        after.addAll(Rig.yaml(manifest));

        DeploymentRecord planned = deploy(Request.of(after).dryRun());
        DeploymentRecord record = deploy(Request.of(after));

        assertThat(record.message()).isEmpty();
        assertThat(planned.plan().get().changes())
                .anySatisfy(change -> assertThat(change.reason()).contains("spec.replicas is left to " + scaler));
        assertThat(planned.plan().get().changes())
                .allSatisfy(change -> assertThat(change.fields())
                        .extracting(field -> field.path())
                        .doesNotContain("spec.replicas"));
        assertThat(kubectl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("7");
        assertThat(deploy(Request.of(after)).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
    }

    @Test
    void shouldResetReplicasWithoutAnAutoscaler() {
        deploy(Request.of(Rig.yaml(workload("replicas: 7"))));

        deploy(Request.of(Rig.yaml(workload("paused: false"))));

        assertThat(kubectl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("1");
    }

    @Test
    void shouldHandOverAgainWhenOthersWriteMeanwhile() throws IOException {
        kubectl("apply", "-f", file(MAP.formatted(", b: '2'")));
        AtomicInteger patches = new AtomicInteger();
        try (ClusterGateway cluster = racing(CONTROL_PLANE.gateway(), patches)) {
            DeploymentRecord record = deploy(cluster, Request.of(Rig.yaml(MAP.formatted(""))));
            assertThat(record.message()).isEmpty();
        }
        assertThat(patches.get()).isEqualTo(3);
        assertThat(map().path("data")).isEqualTo(Json.parse("{\"a\":\"1\"}"));
    }

    @Test
    void shouldDeployAfterAVersionOfTheKindIsGone() throws IOException {
        String group = namespace + ".example.org";
        kubectl("apply", "-f", file(definition(group, true)));
        kubectl("wait", "--for=condition=Established", "crd/gadgets." + group);
        try {
            String before = "{apiVersion: %s/v1beta1, kind: Gadget, metadata: {name: g}, spec: {a: 1, b: 2}}";
            kubectl("apply", "-f", file(before.formatted(group)));
            kubectl(
                    "patch",
                    "crd/gadgets." + group,
                    "--subresource=status",
                    "--type=merge",
                    "-p",
                    "{\"status\":{\"storedVersions\":[\"v1\"]}}");
            kubectl("apply", "-f", file(definition(group, false)));
            awaitGone("/apis/" + group + "/v1beta1");
            List<Manifest> after =
                    Rig.yaml("{apiVersion: %s/v1, kind: Gadget, metadata: {name: g}, spec: {a: 1}}".formatted(group));

            Change change = deployedAsPlanned(after);

            assertThat(change.reason()).contains("v1beta1, which is gone");
            assertThat(change.fields()).extracting(field -> field.path()).contains("spec.b");
            assertThat(kubectl("get", "gadgets." + group, "g", "-o", "jsonpath={.spec}"))
                    .isEqualTo("{\"a\":1}");
        } finally {
            kubectl("delete", "crd/gadgets." + group, "--wait=false");
        }
    }

    @Test
    void shouldReplaceOnlyWithConsent() {
        assertThat(deploy(Request.of(Rig.yaml(workload("replicas: 1")))).state())
                .isEqualTo(State.APPLIED);
        String changed = workload("replicas: 1").replace("app: web", "app: other");

        DeploymentRecord refused = deploy(Request.of(Rig.yaml(changed)));
        assertThat(refused.message()).contains("field is immutable").contains("--allow-replace Deployment.apps/web");

        String annotated =
                changed.replace("{name: web}", "{name: web, annotations: {gitops.jenkins.io/replace: enabled}}");
        DeploymentRecord planned = deploy(Request.of(Rig.yaml(annotated)).dryRun());
        Change change = planned.plan().get().changes().get(0);
        assertThat(change.action()).isEqualTo(Action.REPLACE);
        assertThat(change.reason()).contains("spec.selector: field is immutable");
        assertThat(change.fields()).extracting(field -> field.path()).contains("spec.selector.matchLabels.app");

        DeploymentRecord record = deploy(
                Request.of(Rig.yaml(annotated)).agreed(planned.plan().get().digest()));
        assertThat(record.message()).isEmpty();
        assertThat(record.outcomes()).containsOnlyKeys(Outcome.REPLACED);
    }

    @Test
    void shouldNeverReplaceAClaim() {
        String claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, annotations:"
                + " {gitops.jenkins.io/replace: enabled}}, spec: {accessModes: [%s], resources: {requests: {storage: 1Gi}}}}";
        assertThat(deploy(Request.of(Rig.yaml(claim.formatted("ReadWriteOnce"))))
                        .state())
                .isEqualTo(State.APPLIED);

        assertThat(deploy(Request.of(Rig.yaml(claim.formatted("ReadOnlyMany")))).message())
                .contains("never deleted and created anew: its data would go with it");
    }

    private Change deployedAsPlanned(List<Manifest> manifests) {
        DeploymentRecord planned = deploy(Request.of(manifests).dryRun());
        assertThat(planned.state()).as(planned.message()).isEqualTo(State.PLANNED);
        DeploymentRecord record =
                deploy(Request.of(manifests).agreed(planned.plan().get().digest()));
        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        assertThat(deploy(Request.of(manifests)).outcomes()).containsOnlyKeys(Outcome.UNCHANGED);
        return planned.plan().get().changes().get(0);
    }

    private DeploymentRecord deploy(Request request) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return deploy(cluster, request);
        }
    }

    private DeploymentRecord deploy(ClusterGateway cluster, Request request) {
        return new Deploy(cluster, new MemoryRecords(), Optional.empty(), Clock.systemUTC(), new Lines())
                .run(request.to(new Target("webapp", "test", namespace)).build());
    }

    private String kubectl(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-n", namespace));
        return CONTROL_PLANE.kubectl(all.toArray(String[]::new));
    }

    private void patch(String manager, String patch) {
        kubectl("patch", "configmap/map", "--type=merge", "-p", patch, "--field-manager=" + manager);
    }

    private void other(String manager, Manifest manifest) {
        try {
            kubectl("apply", "--server-side", "--field-manager=" + manager, "-f", file(Json.write(manifest.json())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode map() {
        return Json.parse(kubectl("get", "configmap", "map", "-o", "json"));
    }

    private String file(String text) throws IOException {
        Path file = Files.createTempFile(directory, "object", ".yaml");
        return Files.writeString(file, text).toString();
    }

    private void awaitGone(String path) {
        for (int i = 0; i < 300; i++) {
            if (CONTROL_PLANE.tryKubectl("get", "--raw", path).exitCode() != 0) {
                return;
            }
        }
        throw new AssertionError(path + " is still served");
    }

    private static String workload(String spec) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  %s
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: mywebapp:1}]}
                """.formatted(spec);
    }

    private static String definition(String group, boolean beta) {
        String version = """
                  - name: %s
                    served: true
                    storage: %s
                    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}
                """;
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.%1$s}
                spec:
                  group: %1$s
                  names: {kind: Gadget, plural: gadgets}
                  scope: Namespaced
                  versions:
                """.formatted(group) + version.formatted("v1", true) + (beta ? version.formatted("v1beta1", false) : "");
    }

    /** Somebody else writes to the object just before each of the first two patches arrives. */
    private ClusterGateway racing(ClusterGateway gateway, AtomicInteger patches) {
        return (ClusterGateway) Proxy.newProxyInstance(
                HandoverITest.class.getClassLoader(),
                new Class<?>[] {ClusterGateway.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("guardedBy")) {
                        return proxy;
                    }
                    if (method.getName().equals("patch")
                            && arguments[3] instanceof ArrayNode
                            && Boolean.FALSE.equals(arguments[4])
                            && patches.incrementAndGet() < 3) {
                        patch("racer", "{\"metadata\":{\"labels\":{\"n\":\"" + patches + "\"}}}");
                    }
                    try {
                        return method.invoke(gateway, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
