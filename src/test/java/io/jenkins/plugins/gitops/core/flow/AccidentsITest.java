package io.jenkins.plugins.gitops.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What has gone wrong for users of other tools, done again here on a real API server. Each test names where it was told.
 * Accidents around take-over, inventories and waits are in the tests of those.
 */
class AccidentsITest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/flow/accidents");

    private final MemoryRecords records = new MemoryRecords();
    private String namespace;

    @BeforeEach
    void namespace() {
        namespace = CONTROL_PLANE.namespace();
    }

    /** For ever out of sync although the diff is empty (argo-cd#15898, #4166). */
    @Test
    void shouldFindNothingToDoForFieldsThatSayTheDefault() throws IOException {
        good(deploy("defaults.yaml"));

        DeploymentRecord again = deploy("defaults.yaml");

        assertThat(good(again).plan().orElseThrow().summary()).isEqualTo("2 unchanged");
    }

    /** A field that the schema does not know breaks the diff (flux2#5715), or is dropped without a word. */
    @Test
    void shouldRefuseAMisspeltFieldBeforeAnythingIsWritten() throws IOException {
        DeploymentRecord refused = deploy("misspelt.yaml");

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("misspelt.yaml", "document 2", "ConfigMap/misspelt", ".dat");
        assertThat(names()).isEmpty();
    }

    /** Server-side apply refuses duplicates that client-side apply took (kubernetes#113482, #108148). */
    @Test
    void shouldNameObjectAndListKeyOfDuplicatesBeforeAnythingIsWritten() throws IOException {
        DeploymentRecord refused = deploy("duplicates.yaml");

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("Deployment.apps/twice", "name=\"MODE\"", "containerPort=80");
        assertThat(names()).isEmpty();
    }

    /** An edit by hand is not seen, since the diff looks at the last release only (helm-diff#176, #508). */
    @Test
    void shouldShowAnEditByHandAndPutItBackOnlyWhenToldTo() throws IOException {
        good(deploy("defaults.yaml"));
        CONTROL_PLANE.kubectl("set", "image", "deployment/web", "web=web:hot-fix", "-n", namespace);

        DeploymentRecord refused = deploy("defaults.yaml");

        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.message()).contains("image", "kubectl-set", "--force-conflicts");
        assertThat(image()).isEqualTo("web:hot-fix");

        good(run(CASES.resolve("defaults.yaml"), true));

        assertThat(image()).isEqualTo("web:1");
    }

    /** What others add stays, and is no difference (kustomize-controller#1574, MeshWeaver#2355). */
    @Test
    void shouldLeaveAloneWhatOthersAdd() throws IOException {
        good(deploy("defaults.yaml"));
        CONTROL_PLANE.kubectl("annotate", "deployment/web", "example.org/note=mine", "-n", namespace);
        CONTROL_PLANE.kubectl("rollout", "restart", "deployment/web", "-n", namespace);

        DeploymentRecord again = deploy("defaults.yaml");

        assertThat(good(again).plan().orElseThrow().summary()).isEqualTo("2 unchanged");
        assertThat(CONTROL_PLANE.kubectl("get", "deployment/web", "-n", namespace, "-o", "yaml"))
                .contains("example.org/note", "restartedAt");
    }

    /** An export from a cluster cannot be applied: "metadata.managedFields must be nil" (onyxia-api#443). */
    @Test
    void shouldApplyWhatWasExportedFromACluster(@TempDir Path directory) throws IOException {
        good(deploy("defaults.yaml"));
        Path exported = directory.resolve("exported.yaml");
        Files.writeString(
                exported,
                CONTROL_PLANE.kubectl(
                        "get", "deployment,service", "-n", namespace, "-o", "yaml", "--show-managed-fields"));

        DeploymentRecord adopted = run(exported, false);
        DeploymentRecord again = run(exported, false);

        assertThat(good(adopted).plan().orElseThrow().changes())
                .allSatisfy(change -> assertThat(change.fields()).isEmpty());
        assertThat(good(again).plan().orElseThrow().hasChanges()).isFalse();
    }

    /** Forcing the new way everywhere rewrote every object and brought etcd down (kubermatic#16138). */
    @Test
    void shouldNotWriteWhatIsTheSame() throws IOException {
        good(deploy("defaults.yaml"));
        String before = versions();

        good(run(CASES.resolve("defaults.yaml"), true));

        assertThat(versions()).isEqualTo(before);
    }

    private DeploymentRecord deploy(String file) throws IOException {
        return run(CASES.resolve(file), false);
    }

    private DeploymentRecord run(Path file, boolean force) throws IOException {
        List<Manifest> manifests =
                ManifestReader.read(Files.readString(file), file.getFileName().toString());
        Request request = Request.of(manifests).to(new Target("webapp", "test", namespace));
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return new Deploy(cluster, records, Optional.empty(), Clock.systemUTC(), new Lines())
                    .run((force ? request.force() : request).build());
        }
    }

    private static DeploymentRecord good(DeploymentRecord record) {
        assertThat(record.state()).as(record.message()).isEqualTo(State.APPLIED);
        return record;
    }

    /** The names of what a deployment could have made. */
    private List<String> names() {
        return CONTROL_PLANE
                .kubectl("get", "configmap,deployment", "-n", namespace, "-o", "name")
                .lines()
                .filter(name -> !name.endsWith("/kube-root-ca.crt"))
                .toList();
    }

    private String image() {
        return CONTROL_PLANE.kubectl(
                "get", "deployment/web", "-n", namespace, "-o", "jsonpath={.spec.template.spec.containers[0].image}");
    }

    private String versions() {
        return CONTROL_PLANE.kubectl(
                "get", "service,configmap", "-n", namespace, "-o", "jsonpath={.items[*].metadata.resourceVersion}");
    }
}
