package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a take-over against the sandbox; {@code TakeOverITest} has them confirmed by a real server. */
class TakeOverTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "recreate", "service", "configmap", "secret", "custom-resource"})
    void shouldShowAndRemoveWhatKubectlHasApplied(String name) {
        define();
        TakeOverCase example = new TakeOverCase(name);
        rig.kubectlApply(example.before());

        example.run("taken over from kubectl-client-side-apply (kubectl apply)", rig::deploy, () -> live(example));
    }

    private ObjectNode live(TakeOverCase example) {
        GroupVersionKind type = example.before().type();
        return rig.sandbox
                .get(type.apiVersion(), type.kind(), "default", example.before().name())
                .orElseThrow();
    }

    private void define() {
        rig.sandbox.create("test", Rig.file("takeover/definition.yaml").get(0).json());
        Sandbox.await(() -> rig.sandbox
                .get("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "gadgets.takeover.example.org")
                .filter(definition -> definition.toString().contains("\"Established\""))
                .isPresent());
    }
}
