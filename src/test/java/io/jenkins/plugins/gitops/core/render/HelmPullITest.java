package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.render.registry.LocalRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts from a repository and from a real registry. */
class HelmPullITest {
    private static final Path CHART = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render/locked/common");
    private static final String ZEROS = "sha256:" + "0".repeat(64);

    private final Renderer renderer = new Renderer(new ProcessRunner());

    @TempDir
    private Path directory;

    private Path source;
    private Path archive;

    @BeforeEach
    void packChart() throws IOException {
        RequiredTool.require("helm");
        source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("values.yaml"), "any: value\n");
        archive = ChartRepository.pack(CHART, directory).resolve("common-0.1.0.tgz");
    }

    @Test
    void shouldRenderAChartOfARepositoryByVersionAndDigest() throws IOException {
        try (ChartRepository repository = ChartRepository.start(directory, archive)) {
            String url = repository.url();
            String digest = Digest.of(Files.readAllBytes(archive));

            RenderResult result = render("common", new HelmOrigin(url, "0.1.0", ""));

            assertThat(result.manifests()).extracting(Manifest::name).containsExactly("from-common");
            assertThat(result.source())
                    .isEqualTo(helm("common", new HelmOrigin(url, "0.1.0", digest)))
                    .isEqualTo(render("common", new HelmOrigin(url, "0.1.0", digest))
                            .source());
            assertThatThrownBy(() -> render("common", new HelmOrigin(url, "0.1.0", ZEROS)))
                    .isInstanceOf(GitOpsException.class)
                    .hasMessage("the chart common 0.1.0 of " + url + " has the digest " + digest
                            + " now, not the one that is"
                            + " asked for; somebody has published another one under the same version");
            assertThatThrownBy(() -> render("common", new HelmOrigin(url, "0.9.0", "")))
                    .hasMessageStartingWith("helm cannot fetch the chart common 0.9.0 of " + url + ": ");
        }
    }

    @Test
    void shouldBuildLockedDependenciesOfARepositoryThatHelmDoesNotKnow() throws IOException {
        try (ChartRepository repository = ChartRepository.start(directory, archive)) {
            Path chart =
                    Files.createDirectories(source.resolve("chart/templates")).getParent();
            String dependencies =
                    "dependencies:\n- {name: common, version: 0.1.0, repository: \"" + repository.url() + "\"}\n";
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: a\nversion: 1.0.0\n" + dependencies);
            ChartRepository.helm(directory, "dependency", "update", chart.toString());
            delete(chart.resolve("charts"));

            RenderResult result = renderer.render(request(new Source.Detect("chart")));

            assertThat(result.manifests()).extracting(Manifest::name).containsExactly("from-common");
            assertThat(chart.resolve("charts")).doesNotExist();
        }
    }

    @Test
    void shouldRenderAChartOfARegistryByVersionOrDigest() throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        try (LocalRegistry registry = LocalRegistry.start(store, false)) {
            String charts = "oci://" + registry.host() + "/charts";
            ChartRepository.helm(directory, "push", archive.toString(), charts, "--plain-http");

            RenderResult byVersion = render(charts + "/common", new HelmOrigin("", "0.1.0", ""));
            String digest = ((Source.Helm) byVersion.source()).origin().digest();
            RenderResult byDigest = render(charts + "/common", new HelmOrigin("", "", digest));
            RenderResult byBoth = render(charts + "/common", new HelmOrigin("", "0.1.0", digest));

            assertThat(digest).matches("sha256:[0-9a-f]{64}");
            assertThat(byVersion.manifests())
                    .isEqualTo(byDigest.manifests())
                    .isEqualTo(byBoth.manifests())
                    .hasSize(1);
            assertThatThrownBy(() -> render(charts + "/common", new HelmOrigin("", "0.1.0", ZEROS)))
                    .hasMessageContaining("has the digest " + digest + " now");
            assertThatThrownBy(() -> render(charts + "/none", new HelmOrigin("", "0.1.0", "")))
                    .hasMessageStartingWith("helm cannot fetch the chart " + charts + "/none 0.1.0: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "oci://r.example/c | `` | `` | `` | the chart oci://r.example/c needs an exact version or a digest",
                "oci://r.example/c | `` | ^1.2 | `` | the chart oci://r.example/c ^1.2 needs an exact version or a digest",
                "c | https://r.example | `` | `` | the chart c of https://r.example needs an exact version,",
                "c | https://r.example | latest | `` | the chart c latest of https://r.example needs an exact version,",
                "c | https://r.example | 1.0.0 | sha256:0 | the digest 'sha256:0' of a chart must be sha256: and 64",
                "c | https://me:word@r.example | 1.0.0 | `` | the address of a chart holds a user's name or password",
                "c | file:///etc | 1.0.0 | `` | 'file:///etc' is no address of a chart repository: write https://…",
                "-c | https://r.example | 1.0.0 | `` | chart '-c' begins with '-', like an option",
                "oci://r.example/c | https://r.example | 1.0.0 | `` | the chart oci://r.example/c names its registry",
                "here | `` | 1.0.0 | `` | the chart 'here' is in the source directory: version and digest are for"
            })
    void shouldRefuseWhatCouldBeAnotherChartTomorrow(
            String chart, String repository, String version, String digest, String message) {
        Renderer withoutTools = new Renderer(command -> {
            throw new AssertionError("no program is needed here: " + command);
        });

        assertThatThrownBy(() -> withoutTools.render(request(helm(chart, new HelmOrigin(repository, version, digest)))))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(message);
    }

    private RenderResult render(String chart, HelmOrigin origin) {
        return renderer.render(request(helm(chart, origin)));
    }

    private RenderRequest request(Source chart) {
        return new RenderRequest(source, chart, "web", "shop")
                .with(Determinism.IGNORE)
                .withScratch(directory);
    }

    private static Source.Helm helm(String chart, HelmOrigin origin) {
        HelmValues values = new HelmValues(List.of("values.yaml"), "", Map.of(), Map.of(), Map.of());
        return new Source.Helm(chart, "", origin, values);
    }

    private static void delete(Path charts) throws IOException {
        try (Stream<Path> files = Files.list(charts)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(charts);
    }
}
