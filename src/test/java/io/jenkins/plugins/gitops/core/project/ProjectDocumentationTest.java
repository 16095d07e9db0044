package io.jenkins.plugins.gitops.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about {@code gitops.yaml} explains every key, and what it shows can be written. */
class ProjectDocumentationTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("(?m)^### (.*)$");
    private static final List<String> MANDATORY = List.of("version: 1\n", "app: webapp\n", "source: deploy\n");

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(page())
                .results()
                .map(found -> found.group(1))
                .map(ProjectDocumentationTest::whole)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldShowWhatCanBeWritten(String example) {
        assertThatCode(() -> {
                    Project project = Project.read(example, "gitops.yaml");
                    project.environments().forEach(project::environment);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void shouldExplainEveryKey() throws IOException {
        List<String> explained = HEADING.matcher(page())
                .results()
                .flatMap(heading -> Stream.of(heading.group(1).split(", ")))
                .toList();
        List<String> keys = new ArrayList<>();
        schema().path("properties").fieldNames().forEachRemaining(keys::add);

        assertThat(keys).hasSizeGreaterThan(10);
        assertThat(explained).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void shouldTakeTheSameKeysAboveAndInAnEnvironment() throws IOException {
        List<String> above = new ArrayList<>();
        schema().path("properties").fieldNames().forEachRemaining(above::add);
        List<String> inside = new ArrayList<>();
        schema().at("/$defs/environment/properties").fieldNames().forEachRemaining(inside::add);

        above.removeAll(List.of("version", "app", "environments"));
        inside.removeAll(List.of("branches", "tags"));
        assertThat(inside).isEqualTo(above);
    }

    /** An example shows a part of a file; this is a file with it. */
    private static String whole(String part) {
        StringBuilder whole = new StringBuilder(part);
        for (String line : MANDATORY) {
            String key = line.substring(0, line.indexOf(':') + 1);
            if (part.lines().noneMatch(there -> there.startsWith(key))) {
                whole.append(line);
            }
        }
        return whole.toString();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "gitops-yaml.md"));
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream = Project.class.getResourceAsStream("gitops.schema.json")) {
            return Json.MAPPER.readTree(stream);
        }
    }
}
