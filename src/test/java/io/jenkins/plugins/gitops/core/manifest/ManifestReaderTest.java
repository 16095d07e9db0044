package io.jenkins.plugins.gitops.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the cases under {@code reader/}: {@code in.yaml} gives {@code out.json}, or fails as {@code error.txt} says. */
class ManifestReaderTest {
    private static final String OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    static Stream<Path> cases() {
        return ReaderCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldReadCaseAsWritten(Path directory) throws IOException {
        byte[] input = Files.readAllBytes(directory.resolve("in.yaml"));
        Path error = directory.resolve("error.txt");
        if (Files.exists(error)) {
            assertThatThrownBy(() -> ManifestReader.read(input, "in.yaml"))
                    .isInstanceOf(ManifestException.class)
                    .hasMessage(Files.readString(error).strip());
        } else {
            ArrayNode read = Json.MAPPER.createArrayNode();
            ManifestReader.read(input, "in.yaml").forEach(manifest -> read.add(manifest.json()));
            JsonNode expected = Json.parse(Files.readString(directory.resolve("out.json")));
            assertThat(read.toPrettyString()).isEqualTo(expected.toPrettyString());
            assertThat((JsonNode) read).as("types of numbers").isEqualTo(expected);
        }
    }

    @Test
    void shouldNameWhereEachObjectBegins() {
        String text = "# licence\n---\n" + OBJECT + "---\n# nothing\n---\n" + "apiVersion: v1\nkind: List\nitems:\n- "
                + OBJECT.replace("\n", "\n  ").strip() + "\n";

        assertThat(ManifestReader.read(text, "x.yaml"))
                .extracting(Manifest::origin)
                .containsExactly(new Origin("x.yaml", 1, 3), new Origin("x.yaml", 3, 12));
    }

    @Test
    void shouldNameWhereEachJsonObjectBegins() {
        String object = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",\n\"metadata\": {\"name\": \"a\"}}\n";

        assertThat(ManifestReader.read(object + object, "x.json"))
                .extracting(Manifest::origin)
                .containsExactly(new Origin("x.json", 1, 1), new Origin("x.json", 2, 3));
    }

    @Test
    void shouldNameLineOfBrokenJson() {
        assertThatThrownBy(() -> ManifestReader.read("{\"a\": 1,\n\"b\" 2}", "x.json"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("x.json, line 2: not valid JSON: ");
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        byte[] latin1 = "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ManifestReader.read(latin1, "x.yaml"))
                .hasMessage("x.yaml: not UTF-8 text; save it as UTF-8, or leave it out of the source");
    }

    @Test
    void shouldRefuseTooManyBytes() {
        String text = "# " + "x".repeat(ManifestReader.MAX_BYTES);

        assertThatThrownBy(() -> ManifestReader.read(text, "x.yaml"))
                .hasMessage("x.yaml: larger than 32 MiB; split it");
    }

    @Test
    void shouldRefuseTooManyDocuments() {
        String text = ("---\n" + OBJECT).repeat(ManifestReader.MAX_DOCUMENTS + 1);

        assertThatThrownBy(() -> ManifestReader.read(text, "x.yaml"))
                .hasMessage("x.yaml: more than 20000 documents; split the file");
    }

    @Test
    void shouldRefuseTooManyObjectsInOneList() {
        String item = "- {apiVersion: v1, kind: A, metadata: {name: a}}\n";
        String text = "apiVersion: v1\nkind: List\nitems:\n" + item.repeat(ManifestReader.MAX_DOCUMENTS + 1);

        assertThatThrownBy(() -> ManifestReader.read(text, "x.yaml"))
                .hasMessage("x.yaml: more than 20000 objects; split the file");
    }

    @Test
    void shouldRefuseDeepNestingInYamlAndJson() {
        int deep = ManifestReader.MAX_NESTING + 1;
        String json = "{\"a\": ".repeat(deep) + "1" + "}".repeat(deep);

        assertThatThrownBy(() -> ManifestReader.read("a: " + "[".repeat(deep) + "]".repeat(deep), "x.yaml"))
                .hasMessage("x.yaml, document 1, line 1: maps and lists are nested more than 100 deep");
        assertThatThrownBy(() -> ManifestReader.read(json, "<stdin>"))
                .hasMessage("<stdin>, document 1, line 1: maps and lists are nested more than 100 deep");
    }

    @Test
    void shouldKeepLongTextWhole() {
        String value = "x".repeat(1_000_000);
        List<Manifest> manifests = ManifestReader.read(OBJECT + "data: {a: " + value + "}", "x.yaml");

        assertThat(Json.text(manifests.get(0).json(), "data", "a")).isEqualTo(value);
    }
}
