package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {
    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render/layers");

    @Test
    void shouldMoveNamespacedObjectsAndWhatPointsAtThem() throws IOException {
        RenderResult moved =
                take("namespace", Changes.NONE.but().namespace("shop-17").build(), Scopes.UNKNOWN);

        assertThat(ManifestWriter.yaml(moved.manifests())).isEqualTo(text("namespace-out"));
        assertThat(moved.warnings())
                .singleElement()
                .asString()
                .startsWith("Unknown.example.org/maybe (namespace.yaml, document 11, line ")
                .contains("was not given the namespace shop-17: neither its definition nor a cluster is at hand");
    }

    @Test
    void shouldAskTheClusterWhereNoDefinitionIsAtHand() throws IOException {
        Scopes cluster = type -> Optional.of(type.kind().equals("Unknown"));

        RenderResult moved =
                take("namespace", Changes.NONE.but().namespace("shop-17").build(), cluster);

        assertThat(moved.warnings()).isEmpty();
        assertThat(moved.manifests())
                .filteredOn(manifest -> manifest.name().equals("maybe"))
                .extracting(Manifest::namespace)
                .containsExactly("shop-17");
    }

    @Test
    void shouldRefuseObjectsThatMeetInOneNamespace() {
        String twice = """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: one}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: two}}
                """;

        assertThatThrownBy(() -> renderer(Scopes.UNKNOWN)
                        .take(
                                bytes(twice),
                                "-",
                                "",
                                Changes.NONE.but().namespace("n").build()))
                .hasMessageStartingWith("<stdin>, document 2, line 3: ConfigMap/a in n is declared already");
    }

    @Test
    void shouldLabelAndAnnotateObjectsButNotWhatTheyMake() throws IOException {
        RenderResult labelled = take(
                "web",
                Changes.NONE
                        .but()
                        .labels(Map.of("team", "shop", "example.org/tier", ""))
                        .annotations(Map.of("gitops.jenkins.io/commit", "0123"))
                        .build(),
                Scopes.UNKNOWN);

        assertThat(labelled.manifests().get(0).json().path("metadata").toString())
                .isEqualTo("{\"name\":\"web\",\"labels\":{\"app\":\"web\",\"example.org/tier\":\"\",\"team\":\"shop\"},"
                        + "\"annotations\":{\"gitops.jenkins.io/commit\":\"0123\"}}");
        assertThat(labelled.manifests()
                        .get(0)
                        .json()
                        .at("/spec/template/metadata")
                        .toString())
                .isEqualTo("{\"labels\":{\"app\":\"web\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "-a, b",
        "a/b/c, d",
        "A/b, c",
        "'', a",
        "a, -",
        "a, b c",
        "a, '0123456789012345678901234567890123456789012345678901234567890123'"
    })
    void shouldRefuseLabelsThatKubernetesWouldNotTake(String name, String value) {
        Changes changes = Changes.NONE.but().labels(Map.of(name, value)).build();

        assertThatThrownBy(() -> take("web", changes, Scopes.UNKNOWN))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("label ");
    }

    @Test
    void shouldReplaceImagesWhereverTheyAreNamed() throws IOException {
        Changes changes = Changes.NONE
                .but()
                .images(List.of(
                        ImageOverride.parse("web=:17"),
                        ImageOverride.parse("sidecar=@sha256:00ff"),
                        ImageOverride.parse("data=registry.example/data"),
                        ImageOverride.parse("operand=registry.example/operand:2")))
                .imageFields(List.of("Thing.example.org:.spec.parts[].image", "Thing.example.org:/spec/image"))
                .build();

        RenderResult replaced = take("web", changes, Scopes.UNKNOWN);

        assertThat(replaced.images())
                .containsExactly(
                        "other@sha256:11",
                        "registry.example/data:1",
                        "registry.example/operand:2",
                        "sidecar@sha256:00ff",
                        "web:17");
    }

    @Test
    void shouldPinEachImageOnce() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Renderer renderer = new Renderer(LayersTest::noProgram, Scopes.UNKNOWN, image -> {
            asked.incrementAndGet();
            return "sha256:ab";
        });
        Changes changes = Changes.NONE
                .but()
                .imageFields(List.of("Thing.example.org:/spec/image"))
                .pinImages(true)
                .build();

        RenderResult pinned = renderer.take(bytes(text("web")), "web.yaml", "", changes);

        assertThat(pinned.images())
                .containsExactly(
                        "data:1@sha256:ab",
                        "operand:1@sha256:ab",
                        "other@sha256:11",
                        "sidecar:1@sha256:ab",
                        "web@sha256:ab");
        assertThat(asked).hasValue(4);
    }

    @Test
    void shouldNameTheObjectWhoseImageCannotBePinned() {
        Changes changes = Changes.NONE.but().pinImages(true).build();

        assertThatThrownBy(() -> take("web", changes, Scopes.UNKNOWN))
                .hasMessage("images cannot be pinned here: no registry can be asked for sidecar:1; it is an image of"
                        + " Deployment.apps/web (web.yaml, document 1, line 1)");
    }

    private static RenderResult take(String name, Changes changes, Scopes scopes) throws IOException {
        return renderer(scopes).take(bytes(text(name)), name + ".yaml", "", changes);
    }

    private static String text(String name) throws IOException {
        return Files.readString(CASES.resolve(name + ".yaml"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Renderer renderer(Scopes scopes) {
        return new Renderer(LayersTest::noProgram, scopes, image -> {
            throw new GitOpsException("images cannot be pinned here: no registry can be asked for " + image);
        });
    }

    private static CommandRunner.Result noProgram(CommandRunner.Command command) {
        throw new AssertionError("no program is needed here: " + command);
    }
}
