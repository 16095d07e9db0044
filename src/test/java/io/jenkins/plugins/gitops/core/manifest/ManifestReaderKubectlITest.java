package io.jenkins.plugins.gitops.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.render.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same cases as {@link ManifestReaderTest}, read by the real kubectl. */
class ManifestReaderKubectlITest {
    /** What kubectl takes, often by dropping something without a word, and the reader refuses. */
    private static final Set<String> STRICTER = Set.of(
            "error-binary-tag",
            "error-content-after-document-end",
            "error-duplicate-key",
            "error-duplicate-key-json",
            "error-duplicate-key-of-other-type",
            "error-float-key",
            "error-local-tag",
            "error-no-api-version",
            "error-no-metadata",
            "error-no-name",
            "error-unknown-tag");
    /** What kubectl refuses without a cluster, or refused before 1.33, although it means something. */
    private static final Set<String> LAXER = Set.of("flow-yaml", "json-then-yaml", "list-nested", "nothing");

    @BeforeAll
    static void requireKubectl() {
        RequiredTool.require("kubectl");
    }

    static Stream<Path> readable() {
        return ReaderCases.all()
                .filter(directory -> Files.exists(directory.resolve("out.json")))
                .filter(directory -> !LAXER.contains(directory.getFileName().toString()));
    }

    static Stream<Path> refused() {
        return ReaderCases.all().filter(directory -> Files.exists(directory.resolve("error.txt")));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void shouldReadLikeKubectl(Path directory) throws Exception {
        Run run = kubectl(directory);

        assertThat(run.exitCode()).as(run.output()).isZero();
        ArrayNode seen = Json.MAPPER.createArrayNode();
        try (MappingIterator<JsonNode> objects =
                Json.MAPPER.readerFor(JsonNode.class).readValues(run.output())) {
            objects.forEachRemaining(seen::add);
        }
        JsonNode ours = Json.parse(Files.readString(directory.resolve("out.json")));
        assertThat(Json.sorted(seen)).isEqualTo(Json.sorted(ours));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatKubectlRefuses(Path directory) throws Exception {
        boolean accepted = kubectl(directory).exitCode() == 0;

        assertThat(accepted).isEqualTo(STRICTER.contains(directory.getFileName().toString()));
    }

    @Test
    void shouldReadWhatTheWriterWrote(@TempDir Path directory) throws Exception {
        ObjectNode object = HostileText.object(2_000);
        Files.writeString(directory.resolve("in.yaml"), ManifestWriter.yaml(object));

        assertThat(Json.sorted(Json.parse(kubectl(directory).output()))).isEqualTo(Json.sorted(object));
    }

    private record Run(int exitCode, String output) {}

    /** An empty patch without a server: kubectl reads the file and prints what it understood. */
    private static Run kubectl(Path directory) throws IOException, InterruptedException {
        Path output = Files.createTempFile("kubectl", ".json");
        try {
            Process process = new ProcessBuilder(
                            "kubectl", "patch", "--local", "--type=merge", "-p={}", "-o=json", "-f=in.yaml")
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
