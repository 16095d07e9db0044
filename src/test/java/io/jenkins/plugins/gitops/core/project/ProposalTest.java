package io.jenkins.plugins.gitops.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalTest {
    private static final String MANIFEST = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n";

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void create() throws IOException {
        directory = Files.createDirectory(temporary.resolve("My_Web.App"));
    }

    @Test
    void shouldProposeADirectoryOfManifests() throws IOException {
        write("deploy/web.yaml", MANIFEST);
        write("README.md", "# Web");

        Project project = proposed();

        assertThat(project.app()).isEqualTo("my-web-app");
        assertThat(project.environment("prod").sourceWithValues()).isEqualTo(new Source.Manifests("deploy"));
    }

    @Test
    void shouldProposeAChartWithAnEnvironmentForEachValuesFile() throws IOException {
        write("charts/web/Chart.yaml", "name: web\nversion: 1.0.0\n");
        write("charts/web/values.yaml", "{}");
        write("charts/web/values-prod.yaml", "{}");
        write("values-staging.yaml", "{}");

        Project project = proposed();

        assertThat(project.environments()).containsExactly("staging", "prod");
        assertThat(project.environment("prod").sourceWithValues())
                .isEqualTo(new Source.Helm("charts/web", "", List.of("charts/web/values-prod.yaml"), Map.of()));
        assertThat(project.environment("staging").sourceWithValues())
                .isEqualTo(new Source.Helm("charts/web", "", List.of("values-staging.yaml"), Map.of()));
        assertThat(project.environmentOf(new GitRef("main", List.of()))).isEqualTo("staging");
        assertThat(project.environmentOf(new GitRef("", List.of("v1")))).isEqualTo("prod");
    }

    @Test
    void shouldProposeAnEnvironmentForEachOverlay() throws IOException {
        write("k8s/base/kustomization.yaml", "resources: []");
        write("k8s/overlays/production/kustomization.yaml", "resources: []");
        write("k8s/overlays/dev/kustomization.yaml", "resources: []");
        write("k8s/overlays/dev/patch.yaml", "{}");

        Project project = proposed();

        assertThat(project.environments()).containsExactly("dev", "production");
        assertThat(project.environment("dev").sourceWithValues()).isEqualTo(new Source.Kustomize("k8s/overlays/dev"));
    }

    @Test
    void shouldProposeTheDirectoryItself() throws IOException {
        write("web.yaml", MANIFEST);

        assertThat(proposed().environment("prod").sourceWithValues()).isEqualTo(new Source.Manifests("."));
    }

    @Test
    void shouldProposeAKustomization() throws IOException {
        write("kustomization.yaml", "resources: [web.yaml]");
        write("web.yaml", MANIFEST);

        assertThat(proposed().environment("prod").sourceWithValues()).isEqualTo(new Source.Kustomize("."));
    }

    @Test
    void shouldSayThatThereIsNothing() throws IOException {
        write("src/main.go", "package main");
        write("deploy/notes.yaml", "a: b");

        assertThatThrownBy(this::proposed)
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(
                        "nothing in " + directory + " looks like a chart, a kustomization or manifests");
    }

    private Project proposed() {
        return Project.read(Proposal.of(directory), "gitops.yaml");
    }

    private void write(String file, String content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
