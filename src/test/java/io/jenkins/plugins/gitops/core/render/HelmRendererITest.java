package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmRendererITest {
    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render");

    private final Renderer renderer = new Renderer(new ProcessRunner());

    @BeforeAll
    static void requireHelm() {
        RequiredTool.require("helm");
    }

    @Test
    void shouldRenderChartWithItsDefinitionsAndWithoutItsHooks() {
        RenderResult result = render(new Source.Detect("crd-chart"));

        assertThat(result.manifests())
                .extracting(manifest -> manifest.key() + " " + manifest.origin().file())
                .containsExactly(
                        "CustomResourceDefinition.apiextensions.k8s.io/widgets.example.org"
                                + " crd-chart/crds/widgets.yaml (rendered)",
                        "ServiceAccount/web crd-chart/templates/all.yaml (rendered)",
                        "Widget.example.org/web crd-chart/templates/all.yaml (rendered)");
        assertThat(result.hooks()).extracting(Manifest::name).containsExactly("migrate", "test");
        assertThat(result.warnings()).isEmpty();
        assertThat(result.source()).isEqualTo(new Source.Helm("crd-chart", "", List.of(), Map.of()));
        assertThat(result.tool()).matches("helm v[34]\\..*");
        assertThat(result.images()).isEmpty();
    }

    @Test
    void shouldPassReleaseNamespaceValuesAndVersion() {
        Source chart = new Source.Helm("crd-chart", "mine", List.of("values-green.yaml"), Map.of("replicas", "3"));

        Manifest widget = render(chart).manifests().get(2);

        assertThat(widget.name()).isEqualTo("mine");
        assertThat(widget.json().path("spec"))
                .isEqualTo(Json.parse(
                        "{\"color\": \"green\", \"replicas\": 3, \"namespace\": \"shop\", \"kube\": \"v1.31.4\"}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTellTheChartWhetherItIsAnUpgrade(boolean upgrade) {
        RenderRequest request = new RenderRequest(CASES, new Source.Detect("upgrade-chart"), "web", "shop")
                .with(new Capabilities("v1.31.4", List.of(), upgrade));

        Manifest told = renderer.render(request).manifests().get(0);

        assertThat(told.json().path("data"))
                .isEqualTo(Json.parse("{\"upgrade\": \"%s\", \"install\": \"%s\"}".formatted(upgrade, !upgrade)));
    }

    @Test
    void shouldGiveTheSameTwice() {
        assertThat(render(new Source.Detect("crd-chart"))).isEqualTo(render(new Source.Detect("crd-chart")));
    }

    @Test
    void shouldRenderPackagedChart(@TempDir Path directory) {
        new ProcessRunner()
                .run(new CommandRunner.Command(
                        List.of(
                                "helm",
                                "package",
                                CASES.resolve("crd-chart").toAbsolutePath().toString()),
                        directory,
                        Duration.ofMinutes(1),
                        1_000));

        RenderResult result = renderer.render(request(directory, new Source.Detect("crd-chart-1.0.0.tgz")));

        assertThat(result.manifests()).hasSize(3);
    }

    @Test
    void shouldSayThatDependenciesAreMissing() {
        assertThatThrownBy(() -> render(new Source.Detect("needy-chart")))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(
                        "the chart needy-chart lacks its dependencies (redis); run 'helm dependency update needy-chart'"
                                + " and commit its Chart.lock, or its charts directory");
    }

    @Test
    void shouldNameTemplateOfBadObject() {
        assertThatThrownBy(() -> render(new Source.Detect("broken-chart")))
                .isInstanceOf(ManifestException.class)
                .hasMessage(
                        "broken-chart/templates/a.yaml (rendered), document 1, line 6: metadata.labels[a] is a number,"
                                + " not text; quote it");
    }

    @Test
    void shouldSayWhatHelmSays() {
        Source chart = new Source.Helm("crd-chart", "not_a_name", List.of(), Map.of());

        assertThatThrownBy(() -> render(chart))
                .hasMessageStartingWith("helm cannot render crd-chart: ")
                .hasMessageContaining("not_a_name");
    }

    @Test
    void shouldRefuseWhatHelmWouldReadOtherwise() {
        assertThatThrownBy(() -> render(new Source.Helm("crd-chart", "", List.of("a,b.yaml"), Map.of())))
                .hasMessage("values file 'a,b.yaml': helm cannot read a name with commas or quotes");
        assertThatThrownBy(() -> render(new Source.Helm("crd-chart", "", List.of("nowhere.yaml"), Map.of())))
                .hasMessage("values file 'nowhere.yaml' is not there");
        assertThatThrownBy(() -> render(new Source.Helm("crd-chart", "", List.of(), Map.of("-x", "1"))))
                .hasMessage("value name '-x' begins with '-', like an option; choose another name");
        assertThatThrownBy(() -> render(new Source.Helm("tree", "", List.of(), Map.of())))
                .hasMessage("'tree' has no Chart.yaml");
    }

    @Test
    void shouldRefuseChartWithLinkOutOfSource(@TempDir Path source) throws IOException {
        Path chart = Files.createDirectory(source.resolve("chart"));
        Files.copy(CASES.resolve("crd-chart/Chart.yaml"), chart.resolve("Chart.yaml"));
        Files.createSymbolicLink(chart.resolve("link"), Path.of("/etc/hostname"));

        assertThatThrownBy(() -> renderer.render(request(source, new Source.Detect("chart"))))
                .hasMessage("symbolic link chart/link leads out of the source directory; copy its target in");
    }

    @Test
    void shouldPassValuesOfEverySort() throws IOException {
        HelmValues values = new HelmValues(
                List.of("values-green.yaml"),
                "{image: {tag: inline, 'a.b,c': {d: 'x=y', e: []}}, list: [1, {z: null}], fromFile: null, octal: 010}",
                Map.of("image.tag", "set", "number", "017"),
                Map.of("text", "017"),
                Map.of("content", "values-chart/content.txt"));

        RenderResult result = render(new Source.Helm("values-chart", "", HelmOrigin.LOCAL, values));

        assertThat(Json.parse(
                        result.manifests().get(0).json().at("/data/values").asText()))
                .isEqualTo(Json.parse(Files.readString(CASES.resolve("values-chart/expected.json"))));
    }

    @Test
    void shouldTellTheChartWhatTheTargetServes() {
        RenderRequest request = request(CASES, new Source.Detect("api-chart"))
                .with(new Capabilities("v1.31.4", List.of("monitoring.coreos.com/v1", "example.org/v1/Thing"), false));

        Manifest told = renderer.render(request).manifests().get(0);

        assertThat(told.json().path("data"))
                .isEqualTo(Json.parse("{\"monitoring\": \"true\", \"thing\": \"true\", \"other\": \"false\"}"));
    }

    @Test
    void shouldTellWhatTheChartSaysToPeople() {
        RenderRequest request = request(CASES, new Source.Helm("compare/shop/chart", "mine", List.of(), Map.of()))
                .withNotes(true);

        assertThat(renderer.render(request).notes()).isEqualTo("Ask mine in shop.");
        assertThat(renderer.render(request.withNotes(false)).notes()).isEmpty();
    }

    @Test
    void shouldNameObjectsAndFieldsThatDifferEachTime() {
        RenderRequest request = request(CASES, new Source.Detect("random-chart"));

        RenderResult warned = renderer.render(request);
        assertThat(warned.warnings())
                .extracting(warning -> warning.replaceAll("named-[a-z0-9-]+", "named-RANDOM"))
                .containsExactly(
                        "differs with every render: Secret/web (random-chart/templates/all.yaml (rendered), document 1,"
                                + " line 3) in /data/password",
                        "differs with every render: ConfigMap/clock (random-chart/templates/all.yaml (rendered), document 2,"
                                + " line 12) in /data/day, /data/second, /data/nested",
                        "differs with every render: ConfigMap/named-RANDOM (random-chart/templates/all.yaml (rendered),"
                                + " document 3, line 23) has another name",
                        "differs with every render: hook Job.batch/web (random-chart/templates/all.yaml (rendered), document"
                                + " 4, line 28) in /spec/template/metadata/annotations/id");
        assertThatThrownBy(() -> renderer.render(request.with(Determinism.REQUIRE)))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("the chart random-chart does not give the same twice: Secret/web (")
                .hasMessageContaining("in /data/password; ConfigMap/clock (");
        assertThat(renderer.render(request.with(Determinism.IGNORE)).warnings()).isEmpty();
        assertThat(renderer.render(request(CASES, new Source.Detect("compare/shop/chart"))
                                .with(Determinism.REQUIRE))
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldBuildDependenciesThatAreLocked(@TempDir Path source) throws Exception {
        copy(CASES.resolve("locked"), source);

        RenderResult result = renderer.render(request(source, new Source.Detect("chart")));

        assertThat(result.manifests()).extracting(Manifest::name).containsExactly("from-chart", "from-common");
        assertThat(source.resolve("chart/charts"))
                .as("the source, which stays as it was")
                .doesNotExist();
    }

    @Test
    void shouldNotReplaceVariablesInCharts() {
        RenderRequest request = request(CASES, new Source.Detect("crd-chart"))
                .with(Changes.NONE.but().variables(Map.of()).build());

        assertThatThrownBy(() -> renderer.render(request))
                .hasMessage("variables are not replaced in charts, which have values for that; set values");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private RenderResult render(Source source) {
        return renderer.render(request(CASES, source));
    }

    private static RenderRequest request(Path directory, Source source) {
        return new RenderRequest(directory, source, "web", "shop").with(new Capabilities("v1.31.4", List.of(), false));
    }
}
