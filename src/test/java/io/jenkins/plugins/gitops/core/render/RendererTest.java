package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render");
    private static final String OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private final Renderer renderer = new Renderer(command -> {
        throw new AssertionError("no program is needed here: " + command);
    });

    @Test
    void shouldReadTreeInApplyOrder() {
        RenderResult result = render(CASES, "tree");

        assertThat(result.manifests())
                .extracting(Manifest::toString)
                .containsExactly(
                        "Namespace/shop (tree/sub/namespace.JSON, document 1, line 1)",
                        "ServiceAccount/web (tree/b.yaml, document 2, line 13)",
                        "ConfigMap/from-overlay (tree/overlay/config.yaml, document 1, line 1)",
                        "Service/web (tree/a.yml, document 1, line 1)",
                        "Deployment.apps/web (tree/b.yaml, document 1, line 2)");
        assertThat(result.hooks()).isEmpty();
        assertThat(result.digest()).isEqualTo(Digest.of(result.manifests()));
        assertThat(result.source()).isEqualTo(new Source.Manifests("tree"));
        assertThat(result.tool()).isEmpty();
        assertThat(result.images()).containsExactly("mywebapp:latest");
    }

    @Test
    void shouldWarnOfWhatBelongsToOtherTools() {
        assertThat(render(CASES, "tree").warnings())
                .extracting(warning -> warning.split(",")[0])
                .containsExactly(
                        "tree/chart was left out: it is a Helm chart",
                        "tree/overlay/kustomization.yaml was left out: it is a kustomization",
                        "tree/values.yaml was left out: it is a chart's values");
    }

    @Test
    void shouldReadOneFileAndTheDirectoryItself() {
        assertThat(render(CASES, "tree/b.yaml").manifests()).hasSize(2);
        assertThat(render(CASES.resolve("tree/sub"), "").manifests()).hasSize(1);
        assertThat(render(CASES.resolve("tree/sub"), ".").manifests()).hasSize(1);
    }

    @Test
    void shouldReplaceImagesOfEveryContainer() {
        RenderResult result = render("images", "mywebapp=registry.example/mywebapp:17", "migration=migration:2");

        assertThat(result.images())
                .containsExactly("base:1", "registry.example/mywebapp:1", "registry.example/mywebapp:17");
        assertThat(result.hooks())
                .extracting(hook -> hook.json().toString())
                .singleElement()
                .asString()
                .contains("migration:2");
        assertThat(result.manifests())
                .filteredOn(manifest -> manifest.name().equals("not-built-in"))
                .extracting(manifest -> manifest.json().toString())
                .singleElement()
                .asString()
                .contains("mywebapp:1");
    }

    @Test
    void shouldRefuseOverrideOfNoImage() {
        assertThatThrownBy(() -> render("images", "webapp=webapp:17"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(
                        "no image has the name webapp that is to be replaced; there are base:1, migration:1, mywebapp,"
                                + " mywebapp:1, mywebapp:latest, mywebapp@sha256:00, registry.example/mywebapp:1");
        assertThatThrownBy(() -> render("images", "mywebapp=a:1", "mywebapp=b:1"))
                .hasMessage("image override: there are two for mywebapp");
    }

    @Test
    void shouldNameBothPlacesOfDuplicate() {
        assertThatThrownBy(() -> render(CASES, "duplicates"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage("duplicates/b.yaml, document 1, line 3: Deployment.apps/web in shop is declared already:"
                        + " duplicates/a.yaml, document 1, line 1; remove one of them");
    }

    @Test
    void shouldRefuseEmptyRender() {
        assertThatThrownBy(() -> render(CASES, "nothing"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("manifests 'nothing' declares no objects");
    }

    @Test
    void shouldRefuseSourceOfTwoKinds() {
        assertThatThrownBy(() -> render(CASES, "both"))
                .hasMessage("'both' has both a Chart.yaml and a kustomization; say which one is meant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../tree|path '../tree' leads out of the source directory; name a path below it",
                "a/../../b|path 'a/../../b' leads out of the source directory; name a path below it",
                "/etc|path '/etc' leads out of the source directory; name a path below it",
                "nowhere|path 'nowhere' is not there",
                "-x|path '-x' begins with '-', like an option; choose another name"
            })
    void shouldRefusePath(String path, String message) {
        assertThatThrownBy(() -> render(CASES.resolve("tree"), path))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(message);
    }

    @Test
    void shouldNotFollowLinkOutOfSource(@TempDir Path temporary) throws IOException {
        Path outside = Files.writeString(temporary.resolve("secret.yaml"), OBJECT);
        Path source = Files.createDirectory(temporary.resolve("source"));
        Files.createSymbolicLink(source.resolve("link.yaml"), outside);

        assertThatThrownBy(() -> render(source, "."))
                .hasMessage("path link.yaml leads out of the source directory; copy its target in");
        assertThatThrownBy(() -> render(source, "link.yaml"))
                .hasMessage("path link.yaml leads out of the source directory; copy its target in");
    }

    @Test
    void shouldFollowLinkWithinSource(@TempDir Path source) throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(source.resolve("files")).resolve("a.txt"), OBJECT);
        Files.createSymbolicLink(source.resolve("link.yaml"), file);
        Files.createSymbolicLink(source.resolve("loop"), source);

        RenderResult result = render(source, ".");

        assertThat(result.manifests())
                .extracting(manifest -> manifest.origin().file())
                .containsExactly("link.yaml");
        assertThat(result.warnings()).singleElement().asString().startsWith("loop was left out");
    }

    @Test
    void shouldCheckManifestsThatWereRenderedBefore() {
        assertThatThrownBy(() -> take(OBJECT + "---\n" + OBJECT))
                .hasMessageStartingWith("<stdin>, document 2, line 5: ConfigMap/a is declared already");
        assertThat(take(OBJECT).source()).isEqualTo(new Source.Manifests("-"));
    }

    private RenderResult take(String text) {
        return renderer.take(text.getBytes(StandardCharsets.UTF_8), "-", "", Changes.NONE);
    }

    @Test
    void shouldNamePlaceOfBrokenFile(@TempDir Path source) throws IOException {
        Files.writeString(source.resolve("web.yaml"), OBJECT + "---\nkind: [\n");

        assertThatThrownBy(() -> render(source, ""))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("web.yaml, document 2, line 6: not valid YAML");
    }

    @Test
    void shouldRefuseOptionsInDisguise() {
        Source chart = new Source.Helm("crd-chart", "--post-renderer=x", List.of(), Map.of());

        assertThatThrownBy(() -> renderer.render(request(CASES, chart)))
                .hasMessage("release '--post-renderer=x' begins with '-', like an option; choose another name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not YAML: [ | helm template, document 1, line 2: not valid YAML",
                "just text | helm template, document 1, line 1: the document is text, not a map with apiVersion and kind",
                "--- | helm 'crd-chart' declares no objects; an empty set is not deployed",
                "red: \u001b[31m | helm template, document 1, line 1: the character U+001B is not allowed in YAML",
                "a: &a [*a] | helm template, document 1, line 1: the anchor 'a' contains itself"
            })
    void shouldNotTrustWhatToolsPrint(String output, String message) {
        Renderer withStrangeHelm = new Renderer(command -> new CommandRunner.Result(0, output + "\n", ""));

        assertThatThrownBy(() -> withStrangeHelm.render(request(CASES, new Source.Detect("crd-chart"))))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldNotTrustToolsToPrintLittle() {
        String deep = "a: " + "[".repeat(200) + "]".repeat(200);
        String many = OBJECT.concat("---\n").repeat(20_001);
        for (String output : List.of(deep, many)) {
            Renderer withStrangeTool = new Renderer(command -> new CommandRunner.Result(0, output, ""));

            assertThatThrownBy(() ->
                            withStrangeTool.render(request(CASES.resolve("kustomize"), new Source.Detect("base"))))
                    .isInstanceOf(ManifestException.class)
                    .hasMessageContaining("more than");
        }
    }

    private RenderResult render(Path directory, String path) {
        return renderer.render(request(directory, new Source.Detect(path)));
    }

    private RenderResult render(String path, String... images) {
        List<ImageOverride> overrides =
                List.of(images).stream().map(ImageOverride::parse).toList();
        return renderer.render(new RenderRequest(CASES, new Source.Detect(path), "web", "shop")
                .with(Changes.NONE.but().images(overrides).build()));
    }

    private static RenderRequest request(Path directory, Source source) {
        return new RenderRequest(directory, source, "web", "shop");
    }
}
