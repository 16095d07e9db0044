package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a take-over shows is what happens, on a real API server and after the programs that people come from. */
class TakeOverITest {
    private static final Path CASES =
            Path.of("src", "test", "resources", "io", "jenkins", "plugins", "gitops", "core", "flow", "takeover");
    private static final String DEFINITION = "customresourcedefinition/gadgets.takeover.example.org";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.shared();

    private String namespace;

    @BeforeAll
    static void define() {
        CONTROL_PLANE.kubectl("apply", "-f", CASES.resolve("definition.yaml").toString());
        CONTROL_PLANE.kubectl("wait", "--for=condition=Established", DEFINITION);
    }

    @AfterAll
    static void remove() {
        CONTROL_PLANE.kubectl("delete", DEFINITION, "--wait=false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "recreate", "service", "configmap", "secret", "custom-resource"})
    void shouldShowAndRemoveWhatKubectlHasApplied(String name) {
        namespace = CONTROL_PLANE.namespace();
        TakeOverCase example = new TakeOverCase(name);
        CONTROL_PLANE.kubectl(
                "apply",
                "-n",
                namespace,
                "-f",
                CASES.resolve(name).resolve("before.yaml").toString());

        example.run("taken over from kubectl-client-side-apply (kubectl apply)", this::deploy, () -> live(example));
    }

    private ObjectNode live(TakeOverCase example) {
        ResourceKey key = example.before().key();
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            ResourceType type = cluster.type(example.before().type()).orElseThrow();
            return cluster.get(type, namespace, key.name()).orElseThrow();
        }
    }

    private DeploymentRecord deploy(Request request) {
        try (ClusterGateway cluster = CONTROL_PLANE.gateway()) {
            return new Deploy(cluster, new MemoryRecords(), Optional.empty(), Clock.systemUTC(), new Lines())
                    .run(request.to(new Target("webapp", "test", namespace)).build());
        }
    }
}
