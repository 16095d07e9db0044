package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ManifestException;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestFilesTest {
    @TempDir
    private Path source;

    @BeforeEach
    void write() throws IOException {
        for (String file : List.of(
                "a.yaml", "b.yml", "sub/c.yaml", "sub/deep/d.json", "sub/deep/e.yaml", "values.yaml", "text.tmpl")) {
            Path path = source.resolve(file);
            Files.createDirectories(path.getParent());
            String name = file.replaceAll("[/.]", "-");
            Files.writeString(
                    path,
                    "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"" + name + "\"}}");
        }
        Files.writeString(source.resolve("README.md"), "# no manifest");
        Files.createDirectory(source.resolve(".hidden"));
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of(
                        true,
                        List.of(),
                        List.of(),
                        List.of("a.yaml", "b.yml", "sub/c.yaml", "sub/deep/d.json", "sub/deep/e.yaml")),
                Arguments.of(false, List.of(), List.of(), List.of("a.yaml", "b.yml")),
                Arguments.of(
                        true,
                        List.of("*.yaml"),
                        List.of("values.yaml"),
                        List.of("a.yaml", "sub/c.yaml", "sub/deep/e.yaml")),
                Arguments.of(true, List.of("sub/*.yaml"), List.of(), List.of("sub/c.yaml")),
                Arguments.of(true, List.of("sub/**"), List.of("*.json"), List.of("sub/c.yaml", "sub/deep/e.yaml")),
                Arguments.of(
                        true,
                        List.of("**/*.{yaml,json}"),
                        List.of("sub/deep/e.*", "/values.yaml"),
                        List.of("a.yaml", "sub/c.yaml", "sub/deep/d.json")),
                Arguments.of(true, List.of(), List.of("deep/"), List.of("a.yaml", "b.yml", "sub/c.yaml")),
                Arguments.of(true, List.of("*.tmpl", "values.yaml"), List.of(), List.of("text.tmpl", "values.yaml")));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void shouldReadWhatIsChosen(boolean recursive, List<String> include, List<String> exclude, List<String> files) {
        RenderResult result = render(new Source.Manifests(".", recursive, include, exclude), Changes.NONE);

        assertThat(result.manifests())
                .extracting(manifest -> manifest.origin().file())
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void shouldSayWhatWasLeftOutAndWhy() {
        RenderResult flat = render(new Source.Manifests(".", false, List.of(), List.of("b.*")), Changes.NONE);
        RenderResult some = render(new Source.Manifests(".", true, List.of("a.yaml"), List.of("sub")), Changes.NONE);

        assertThat(flat.skipped())
                .containsExactly(
                        ".hidden: hidden",
                        "README.md: not .yaml, .yml or .json",
                        "b.yml: excluded by b.*",
                        "sub: a subdirectory",
                        "text.tmpl: not .yaml, .yml or .json");
        assertThat(flat.warnings()).singleElement().asString().startsWith("values.yaml was left out");
        assertThat(some.skipped())
                .containsExactly(
                        ".hidden: hidden",
                        "README.md: not included",
                        "b.yml: not included",
                        "sub: excluded by sub",
                        "text.tmpl: not included",
                        "values.yaml: not included");
        assertThat(some.warnings()).isEmpty();
    }

    @Test
    void shouldRefusePatternsThatMeanNothing() {
        assertThatThrownBy(() -> render(new Source.Manifests(".", true, List.of("[a"), List.of()), Changes.NONE))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("'[a' is no pattern of file names: ");
        assertThatThrownBy(() -> render(new Source.Manifests(".", true, List.of(), List.of("/")), Changes.NONE))
                .hasMessage("the pattern '/' is empty");
        assertThatThrownBy(() -> render(new Source.Manifests("a.yaml", true, List.of("*"), List.of()), Changes.NONE))
                .hasMessage("'a.yaml' is a file: patterns of files are for a directory");
    }

    @Test
    void shouldReplaceVariablesInSingleValues() throws IOException {
        Files.writeString(source.resolve("a.yaml"), """
                # ${NOT_EVEN_READ}
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: "${NAME}", labels: {x: 'a-${NAME}-${NAME}'}}
                data:
                  number: ${NUMBER}
                  text: "${NUMBER}"
                  default: ${MISSING:-on}
                  none: "${MISSING:-}"
                  literal: $${NAME} $NAME $$
                  hostile: "${HOSTILE}"
                  ${NAME}: key
                """);
        Changes changes = Changes.NONE
                .but()
                .variables(Map.of("NAME", "web", "NUMBER", "017", "HOSTILE", "\"}\nkind: Secret\n${NAME}"))
                .build();

        String read = render(new Source.Manifests("a.yaml"), changes)
                .manifests()
                .get(0)
                .json()
                .toString();

        assertThat(read)
                .isEqualTo(
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"web\",\"labels\":"
                                + "{\"x\":\"a-web-web\"}},\"data\":{\"number\":15,\"text\":\"017\",\"default\":true,\"none\":\"\","
                                + "\"literal\":\"${NAME} $NAME $$\",\"hostile\":\"\\\"}\\nkind: Secret\\n${NAME}\",\"web\":\"key\"}}");
    }

    @Test
    void shouldLeaveVariablesAloneUnlessAsked() throws IOException {
        Files.writeString(
                source.resolve("a.yaml"),
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: \"${NAME}\", b: \"$${NAME}\"}\n");

        assertThat(render(new Source.Manifests("a.yaml"), Changes.NONE)
                        .manifests()
                        .get(0)
                        .json()
                        .get("data")
                        .toString())
                .isEqualTo("{\"a\":\"${NAME}\",\"b\":\"$${NAME}\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yaml | ${NAME} | a.yaml, document 2, line 7: the variable NAME is not given",
                "a.yaml | ${NAME%.*} | a.yaml, document 2, line 7: '${NAME%.*}' is no variable: write ${NAME} or ${NAME:-default}",
                "a.yaml | x${NAME | a.yaml, document 2, line 7: 'x${NAME' is no variable",
                "a.yaml | ${A:-${B}} | a.yaml, document 2, line 7: '${A:-${B}' is no variable",
                "a.json | ${NAME} | a.json, document 2, line 7: the variable NAME is not given"
            })
    void shouldNamePlaceOfWhatIsNoVariable(String file, String value, String message) throws IOException {
        String object = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}";
        String separator = file.endsWith(".json") ? "\n" : "---\n";
        Files.writeString(
                source.resolve(file),
                object + "}\n" + separator + "\n\n" + object + ",\n\"data\":\n{\"x\": \"" + value + "\"}}\n");
        Changes changes = Changes.NONE.but().variables(Map.of()).build();

        assertThatThrownBy(() -> render(new Source.Manifests(file), changes))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith(message.replace("'x${NAME'", "'${NAME'"));
    }

    private RenderResult render(Source manifests, Changes changes) {
        return new Renderer(command -> {
                    throw new AssertionError("no program is needed here: " + command);
                })
                .render(new RenderRequest(source, manifests, "web", "shop").with(changes));
    }
}
