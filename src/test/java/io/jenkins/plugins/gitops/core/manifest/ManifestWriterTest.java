package io.jenkins.plugins.gitops.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestWriterTest {
    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/manifest/writer");

    static Stream<Path> readable() {
        return ReaderCases.all().filter(directory -> Files.exists(directory.resolve("out.json")));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void shouldBeReadBackIdentically(Path directory) throws IOException {
        List<Manifest> manifests = ManifestReader.read(Files.readAllBytes(directory.resolve("in.yaml")), "in.yaml");

        assertThat(trees(ManifestReader.read(ManifestWriter.yaml(manifests), "yaml")))
                .isEqualTo(trees(manifests));
        assertThat(trees(ManifestReader.read(ManifestWriter.json(manifests), "json")))
                .isEqualTo(trees(manifests));
    }

    @Test
    void shouldWriteAsPeopleWould() throws IOException {
        List<Manifest> manifests = ManifestReader.read(Files.readAllBytes(CASES.resolve("in.json")), "in.json");

        assertThat(ManifestWriter.yaml(manifests)).isEqualTo(Files.readString(CASES.resolve("out.yaml")));
        assertThat(ManifestWriter.json(manifests)).isEqualTo(Files.readString(CASES.resolve("out.json")));
    }

    @Test
    void shouldSurviveAnyText() {
        ObjectNode object = HostileText.object(5_000);

        List<Manifest> written = List.of(new Manifest(object, new Origin("test", 1, 1)));
        Manifest read =
                ManifestReader.read(ManifestWriter.yaml(written), "yaml").get(0);

        assertThat(read.json()).isEqualTo(object);
    }

    @Test
    void shouldWriteNoManifestsAsNothing() {
        assertThat(ManifestWriter.yaml(List.of())).isEmpty();
        assertThat(Json.parse(ManifestWriter.json(List.of())).path("items").isArray())
                .isTrue();
    }

    private static List<JsonNode> trees(List<Manifest> manifests) {
        return manifests.stream().<JsonNode>map(Manifest::json).toList();
    }
}
