package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KustomizeRendererITest {
    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render/kustomize");
    private static final CommandRunner RUNNER = new ProcessRunner();

    @Test
    void shouldBuildOverlay() {
        RequiredTool.require("kustomize");

        RenderResult result = render(RUNNER, "overlays/prod");

        assertBuilt(result);
        assertThat(result.source()).isEqualTo(new Source.Kustomize("overlays/prod"));
        assertThat(result.tool()).matches("kustomize v[0-9.]+");
    }

    @Test
    void shouldBuildWithKubectlWhenKustomizeIsMissing() {
        RequiredTool.require("kubectl");

        RenderResult result = render(KustomizeRendererITest::withoutKustomize, "overlays/prod");

        assertBuilt(result);
        assertThat(result.tool()).matches("kubectl kustomize v[0-9.]+");
    }

    @Test
    void shouldNotReadFilesFromOutsideTheKustomization() {
        RequiredTool.require("kustomize");

        assertThatThrownBy(() -> render(RUNNER, "escape"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("kustomize cannot build escape: ")
                .hasMessageContaining("is not in or below");
    }

    private static void assertBuilt(RenderResult result) {
        assertThat(result.manifests())
                .extracting(Manifest::toString)
                .containsExactly("Deployment.apps/web in prod (kustomize build overlays/prod, document 1, line 1)");
        assertThat(result.manifests().get(0).json().at("/spec/replicas").asInt())
                .isEqualTo(3);
        assertThat(result.images()).containsExactly("mywebapp:latest");
    }

    private static CommandRunner.Result withoutKustomize(CommandRunner.Command command) {
        if (command.arguments().get(0).equals("kustomize")) {
            throw new MissingToolException("kustomize", "PATH");
        }
        return RUNNER.run(command);
    }

    private static RenderResult render(CommandRunner runner, String path) {
        return new Renderer(runner).render(new RenderRequest(CASES, new Source.Detect(path), "web", ""));
    }
}
