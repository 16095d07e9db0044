package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.VerifyResult;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.release.HelmProgram;
import io.jenkins.plugins.gitops.core.release.HelmUpgrade;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Role of the documentation on a real API server, and what is lost without each of its rules. */
class RbacITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private final MemoryRecords records = new MemoryRecords();
    private final Lines lines = new Lines();

    @TempDir
    private Path directory;

    private String namespace;
    private Path kubeconfig;

    @BeforeEach
    void createAccount() throws IOException {
        namespace = CONTROL_PLANE.namespace();
        grantAllBut("", "");
        String cluster =
                CONTROL_PLANE.kubectl("config", "view", "--raw", "--minify", "-o", "jsonpath={.clusters[0].cluster}");
        String token = CONTROL_PLANE.kubectl("create", "token", "gitops", "-n", namespace);
        kubeconfig =
                Files.writeString(directory.resolve("kubeconfig"), """
                {"apiVersion": "v1", "kind": "Config", "current-context": "c",
                 "clusters": [{"name": "c", "cluster": %s}],
                 "users": [{"name": "u", "user": {"token": "%s"}}],
                 "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u", "namespace": "%s"}}]}
                """.formatted(cluster, token.strip(), namespace));
    }

    @Test
    void shouldDeployVerifyRollBackAndPruneWithTheRoleOfTheDocumentation() throws IOException {
        assertThat(deploy(app()).state()).isEqualTo(State.APPLIED);
        assertThat(verify().health().isHealthy()).isTrue();
        assertThat(deploy(app().subList(0, 1)).outcomes()).containsKeys(Outcome.PRUNED);

        try (ClusterGateway cluster = open()) {
            Deploy deploy = new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines);
            DeploymentRecord back = new Rollback(cluster, deploy)
                    .run(
                            Request.of(List.of()).to(target()).build(),
                            History.of(cluster, target()).rollbackTarget(""));
            assertThat(back.state()).as(back.message()).isEqualTo(State.APPLIED);
            assertThat(back.outcomes()).containsKeys(Outcome.CREATED);
        }
        Verify.Outcome again = verify();
        assertThat(again.health().isHealthy()).isTrue();
        assertThat(again.drift()).isEmpty();
        assertThat(lines.warnings()).isEmpty();
    }

    /** Nothing of a deployment can be done: it is refused, and nothing is there afterwards. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployments | create | create deployments.apps in NS (for Deployment.apps/webapp)",
                "deployments | patch | patch deployments.apps in NS (for Deployment.apps/webapp)",
                "configmaps | get | get configmaps in NS (for the app's inventory)",
                "configmaps | create | create configmaps in NS (for the app's inventory)",
                "configmaps | update | update configmaps in NS (for the app's inventory)",
                "leases | update | update leases.coordination.k8s.io in NS (for the lock)"
            })
    void shouldRefuseTheFirstDeploymentWithout(String resource, String verb, String words) throws IOException {
        grantAllBut(resource, verb);

        refused(app(), words, resource, verb);

        assertThat(objects()).isEmpty();
    }

    /** A later deployment, which changes one object and deletes another, is refused; all is as before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services | list | list services in NS (for Service objects)",
                "services | delete | delete services in NS (for Service/webapp)",
                "services | get | get services in NS (for Service/webapp)"
            })
    void shouldRefuseALaterDeploymentWithout(String resource, String verb, String words) throws IOException {
        assertThat(deploy(app()).state()).isEqualTo(State.APPLIED);
        String before = objects();
        grantAllBut(resource, verb);

        refused(app("image", "mywebapp:2").subList(0, 1), words, resource, verb);

        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAReleaseThatHelmCouldNotKeepBeforeHelmIsStarted() throws IOException {
        CONTROL_PLANE.kubectl(
                "create", "role", "releases", "-n", namespace, "--verb=list", "--resource=secrets,replicasets,pods");
        CONTROL_PLANE.kubectl(
                "create",
                "rolebinding",
                "releases",
                "-n",
                namespace,
                "--role=releases",
                "--serviceaccount=" + namespace + ":gitops");
        HelmProgram helm = new HelmProgram(
                new ProcessRunner(Programs.path()),
                directory,
                List.of("--kubeconfig", kubeconfig.toString()),
                namespace);
        Path examples = Path.of("examples").toAbsolutePath();
        Source.Helm chart = new Source.Helm("webapp-helm", "", List.of(), Map.of());

        try (ClusterGateway cluster = open()) {
            DeploymentRecord record = new HelmDeploy(cluster, helm, records, Optional.empty(), Clock.systemUTC(), lines)
                    .upgrade(
                            DeployRequest.to(target()).by("me", "").build(),
                            new HelmUpgrade(examples, chart, "webapp", false, Duration.ofMinutes(1)));

            assertThat(record.state()).isEqualTo(State.FAILED);
            assertThat(record.message())
                    .contains("update secrets in " + namespace + " (for Helm's releases)")
                    .contains("Nothing was written");
        }
        assertThat(objects()).isEmpty();
    }

    @Test
    void shouldGoWithoutLockAndSayItLoudly() throws IOException {
        grantAllBut("leases", "");

        assertThat(deploy(app()).state()).isEqualTo(State.APPLIED);

        assertThat(lines.warnings())
                .singleElement()
                .asString()
                .startsWith("NO LOCK")
                .contains("leases");
    }

    @Test
    void shouldKeepNothingForARollbackAndSayIt() throws IOException {
        grantAllBut("secrets", "");

        assertThat(deploy(app()).state()).isEqualTo(State.APPLIED);
        assertThat(verify().health().isHealthy()).isTrue();

        assertThat(lines.warnings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("nothing is kept for a rollback"))
                .anySatisfy(line -> assertThat(line).startsWith("drift cannot be checked"));
    }

    /** 900 cores for a Pod are more than any node of the test has. */
    @Test
    void shouldNotWaitForWhatMayNotBeWatched() throws IOException {
        grantAllBut("deployments", "watch");
        assertThat(deploy(app("cpu", "900")).state()).isEqualTo(State.APPLIED);

        assertThatThrownBy(this::verify)
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("cannot watch Deployment.apps objects in " + namespace)
                .hasMessageContaining("HTTP 403");
    }

    @Test
    void shouldVerifyWithoutSayingWhyAWorkloadIsNotHealthyWithoutItsPods() throws IOException {
        grantAllBut("pods", "");
        assertThat(deploy(app("cpu", "900")).state()).isEqualTo(State.APPLIED);

        VerifyResult health = verify(Duration.ofSeconds(5)).health();

        assertThat(health.isHealthy()).isFalse();
        assertThat(String.join("\n", health.reasonLines()))
                .contains("Deployment.apps/webapp in " + namespace + ": progressing: 0 of 3 replicas are available")
                .contains("its Pods cannot be read")
                .contains("its events cannot be read");
        assertThat(lines.warnings())
                .singleElement()
                .asString()
                .startsWith("cannot see what is below Deployment.apps/webapp, failures there are noticed late");
    }

    @Test
    void shouldTellWhyAWorkloadIsNotHealthyWhenTimeIsUpWithoutWatchingItsPods() throws IOException {
        grantAllBut("pods", "watch");
        assertThat(deploy(app("cpu", "900")).state()).isEqualTo(State.APPLIED);

        VerifyResult health = verify(Duration.ofSeconds(5)).health();

        assertThat(health.isHealthy()).isFalse();
        assertThat(String.join("\n", health.reasonLines()))
                .contains("Pod webapp-")
                .doesNotContain("cannot be read");
        assertThat(lines.warnings())
                .singleElement()
                .asString()
                .startsWith("cannot see what is below Deployment.apps/webapp, failures there are noticed late");
    }

    @Test
    void shouldShowInADryRunWhatCouldNotBeApplied() throws IOException {
        assertThat(deploy(app()).state()).isEqualTo(State.APPLIED);
        grantAllBut("services", "delete");

        DeploymentRecord record = deploy(Request.of(app().subList(0, 1)).dryRun());

        assertThat(record.state()).isEqualTo(State.PLANNED);
        assertThat(record.plan().get().warnings())
                .containsExactly("this credential could not apply this plan: it may not delete services in " + namespace
                        + " (for Service/webapp)");
    }

    @Test
    void shouldAskSinglyAboutObjectsOfTheWholeCluster() throws IOException {
        List<Manifest> manifests = new ArrayList<>(app());
        manifests.addAll(ManifestReader.read(
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: %s}, rules: []}"
                        .formatted(namespace),
                "role.yaml"));

        refused(
                manifests,
                "patch, create, get clusterroles.rbac.authorization.k8s.io in the whole cluster (for"
                        + " ClusterRole.rbac.authorization.k8s.io/" + namespace + ")",
                "clusterroles",
                "patch");
        assertThat(objects()).isEmpty();
    }

    @Test
    void shouldNameWhatKubectlHasMovedSinceThePlan() throws IOException {
        assertThat(deploy(app()).state()).isEqualTo(State.APPLIED);
        Request change =
                Request.of(app("replicas", "5")).planning(PlanOptions.standard().withForce(true));
        String digest = deploy(change.dryRun()).plan().get().digest();
        CONTROL_PLANE.kubectl("scale", "deployment/webapp", "--replicas=4", "-n", namespace);
        CONTROL_PLANE.kubectl("delete", "service", "webapp", "-n", namespace);

        DeploymentRecord refused = deploy(Request.of(app("replicas", "5"))
                .planning(PlanOptions.standard().withForce(true))
                .agreed(digest));

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message())
                .contains("\n  Deployment.apps/webapp in " + namespace
                        + ": spec.replicas would now change from 4 (was 3) to 5\n")
                .contains("\n  Service/webapp in " + namespace
                        + ": would now be created; it was unchanged (somebody has deleted it)\n");
        assertThat(refused.results()).isEmpty();
    }

    /** The words name the rule, and granting it as they say lets the deployment through. */
    private void refused(List<Manifest> manifests, String words, String resource, String verb) throws IOException {
        DeploymentRecord record = deploy(manifests);

        assertThat(record.state()).isEqualTo(State.FAILED);
        assertThat(record.results()).isEmpty();
        assertThat(record.message())
                .contains(words.replace("NS", namespace))
                .contains("Nothing was written")
                .containsPattern("- \\{apiGroups: \\[.*\\], resources: \\[\"" + resource + "\"\\], verbs: \\[.*\""
                        + verb + "\".*\\]\\}");
    }

    private DeploymentRecord deploy(List<Manifest> manifests) {
        return deploy(Request.of(manifests));
    }

    private DeploymentRecord deploy(Request request) {
        try (ClusterGateway cluster = open()) {
            return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), lines)
                    .run(request.to(target()).build());
        }
    }

    private Verify.Outcome verify() {
        return verify(Duration.ofMinutes(2));
    }

    private Verify.Outcome verify(Duration timeout) {
        try (ClusterGateway cluster = open()) {
            return new Verify(cluster, records, WaitClock.system(), lines).run(target(), timeout, Duration.ZERO);
        }
    }

    private ClusterGateway open() {
        return PersonalKubeconfig.load(kubeconfig, null).open(Retry.DEFAULT);
    }

    private Target target() {
        return new Target("webapp", "test", namespace);
    }

    /** @return the Deployment and the Service of the examples */
    private static List<Manifest> app() throws IOException {
        return app("replicas", "3");
    }

    private static List<Manifest> app(String field, String value) throws IOException {
        String deployment = Files.readString(Path.of("examples/webapp/deploy/deployment.yaml"))
                .replaceFirst(field + ": .*", field + ": " + value);
        String service = Files.readString(Path.of("examples/webapp/deploy/service.yaml"));
        return ManifestReader.read(deployment + "\n---\n" + service, "app.yaml");
    }

    /** Binds the documented Role without a verb of a resource, or without the resource when the verb is empty. */
    private void grantAllBut(String resource, String verb) throws IOException {
        StringBuilder text = new StringBuilder();
        String yaml = Files.readString(Path.of("examples/rbac/role.yaml"))
                .replace("namespace: shop", "namespace: " + namespace);
        for (Manifest manifest : ManifestReader.read(yaml, "role.yaml")) {
            ArrayNode rules = Json.MAPPER.createArrayNode();
            for (JsonNode rule : manifest.json().path("rules")) {
                boolean meant = Json.elements(rule, "resources")
                        .anyMatch(name -> name.asText().equals(resource));
                List<String> verbs =
                        Json.elements(rule, "verbs").map(JsonNode::asText).toList();
                List<String> kept = verbs.stream()
                        .filter(word -> !meant || !verb.isEmpty() && !word.equals(verb))
                        .toList();
                if (!kept.isEmpty()) {
                    kept.forEach(((ObjectNode) rule).putArray("verbs")::add);
                    rules.add(rule);
                }
            }
            if (!rules.isEmpty()) {
                manifest.json().set("rules", rules);
            }
            text.append("---\n").append(Json.write(manifest.json())).append('\n');
        }
        Path file = Files.writeString(directory.resolve("role.yaml"), text);
        CONTROL_PLANE.kubectl("apply", "-f", file.toString());
        await(resource.equals("services") ? "deployments.apps" : "services", "patch", true);
        if (!resource.isEmpty()) {
            await(resource, verb.isEmpty() ? "create" : verb, false);
        }
    }

    /** The authorizer learns of a new Role a moment after it was stored. */
    private void await(String resource, String verb, boolean allowed) {
        String account = "--as=system:serviceaccount:" + namespace + ":gitops";
        for (int i = 0; i < 100; i++) {
            String answer = CONTROL_PLANE
                    .tryKubectl("auth", "can-i", verb, resource, account, "-n", namespace)
                    .output();
            if (answer.startsWith(allowed ? "yes" : "no")) {
                return;
            }
        }
        throw new AssertionError(verb + " " + resource + " is not " + (allowed ? "allowed" : "refused"));
    }

    /** @return what a deployment could have written, with its versions */
    private String objects() {
        return CONTROL_PLANE.kubectl(
                "get",
                "deployments,services,configmaps,secrets,leases.coordination.k8s.io",
                "-n",
                namespace,
                "--field-selector=metadata.name!=kube-root-ca.crt",
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.generation}{\"\\n\"}{end}");
    }
}
