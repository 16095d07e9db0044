package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever Kustomize would fetch is found before Kustomize is run. */
class KustomizationFilesTest {
    private static final String OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    @TempDir
    private Path source;

    private final List<Command> run = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "resources: ['github.com/a/b?ref=v1'] | 'github.com/a/b?ref=v1' in resources is no file or directory here",
                "resources: ['https://example.org/a.yaml'] | 'https://example.org/a.yaml' in resources is no file",
                "resources: ['git@github.com:a/b.git//c'] | 'git@github.com:a/b.git//c' in resources is no file",
                "bases: [../../missing] | '../../missing' in bases is no file",
                "components: [ssh://git@example.org/a] | 'ssh://git@example.org/a' in components is no file",
                "generators: [https://example.org/g] | 'https://example.org/g' in generators is no file",
                "patches: [{path: https://example.org/p.yaml}] | Kustomize would fetch 'https://example.org/p.yaml'",
                "patchesStrategicMerge: [HTTPS://example.org/p.yaml] | Kustomize would fetch 'HTTPS://example.org/p.yaml'",
                "openapi: {path: http://example.org/o.json} | Kustomize would fetch 'http://example.org/o.json'",
                "replacements: [{path: http://example.org/r}] | Kustomize would fetch 'http://example.org/r'",
                "configMapGenerator: [{name: a, files: ['k=https://example.org/f']}] | Kustomize would fetch 'k=https://example.org/f'",
                "secretGenerator: [{name: a, envs: ['https://example.org/e']}] | Kustomize would fetch 'https://example.org/e'",
                "helmCharts: [{name: a}] | it lets Kustomize call Helm, which is off"
            })
    void shouldRefuseWhatIsElsewhere(String kustomization, String message) throws IOException {
        write("app/kustomization.yaml", "resources: [../base]\n");
        write("base/kustomization.yml", kustomization);

        assertThatThrownBy(() -> build(false))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("base/kustomization.yml: " + message);
        assertThat(run).as("programs that were run").isEmpty();
        assertThat(build(true).manifests()).hasSize(1);
    }

    @Test
    void shouldLookIntoConfigurationsOfGenerators() throws IOException {
        write("app/kustomization.yaml", "generators: [made.yaml]\n");
        write(
                "app/made.yaml",
                "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: m}\nfiles: ['https://example.org/f']\n");

        assertThatThrownBy(() -> build(false))
                .hasMessageStartingWith("app/made.yaml: Kustomize would fetch 'https://example.org/f'");
    }

    @Test
    void shouldTakeWhatIsHere() throws IOException {
        write("app/kustomization.yaml", """
                resources: [a.yaml, ../base]
                patches:
                  - patch: |-
                      apiVersion: v1
                      kind: ConfigMap
                      metadata: {name: a, annotations: {see: https://example.org}}
                transformers:
                  - |-
                    apiVersion: builtin
                    kind: NamespaceTransformer
                    metadata: {name: n, namespace: shop}
                configMapGenerator: [{name: a, literals: ['url=https://example.org']}]
                commonAnnotations: {see: https://example.org}
                """);
        write("app/a.yaml", OBJECT);
        write("base/Kustomization", "resources: [../app/a.yaml]\n");

        assertThat(build(false).manifests()).hasSize(1);
    }

    @Test
    void shouldNotFollowBasesOutOfTheSource(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("kustomization.yaml"), "resources: []\n");
        Files.createDirectories(source.resolve("app"));
        write("app/kustomization.yaml", "resources: [link]\n");
        Files.createSymbolicLink(source.resolve("app/link"), outside);

        assertThatThrownBy(() -> build(false))
                .hasMessage(
                        "app/kustomization.yaml: 'link' in resources leads out of the source directory; take one that holds"
                                + " both, and name the kustomization by its path in it");
    }

    private void write(String file, String text) throws IOException {
        Path path = source.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private RenderResult build(boolean remote) {
        CommandRunner runner = command -> {
            run.add(command);
            return new Result(0, OBJECT, "");
        };
        return new Renderer(runner).render(new RenderRequest(source, new Source.Kustomize("app", remote), "web", ""));
    }
}
