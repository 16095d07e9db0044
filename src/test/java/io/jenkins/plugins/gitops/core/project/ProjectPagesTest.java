package io.jenkins.plugins.gitops.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.policy.Rule;
import io.jenkins.plugins.gitops.core.policy.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the pages about {@code gitops.yaml} and the checks are what they are said to be. */
class ProjectPagesTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern KEYS = Pattern.compile("^### (.*)$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#### ([a-z-]+)$", Pattern.MULTILINE);

    @Test
    void shouldReadEveryExampleOfTheFile() throws IOException {
        List<String> blocks = blocks("gitops-yaml.md");

        assertThat(blocks).hasSizeGreaterThan(10).allSatisfy(block -> {
            Project project = Project.read(completed(block), "gitops.yaml");
            assertThat(project.environments())
                    .allSatisfy(
                            name -> assertThat(project.environment(name).app()).isEqualTo("webapp"));
        });
    }

    @Test
    void shouldShowEveryKey() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String block : blocks("gitops-yaml.md")) {
            names(ManifestReader.readDocument(block, "example"), shown);
        }

        Set<String> known = new TreeSet<>();
        properties(schema(), known);
        assertThat(known).hasSizeGreaterThan(20);
        assertThat(shown).containsAll(known);
    }

    @Test
    void shouldHaveAHeadingForEveryKey() throws IOException {
        List<String> headings = KEYS.matcher(page("gitops-yaml.md"))
                .results()
                .flatMap(heading -> Stream.of(heading.group(1).split(", ")))
                .toList();

        assertThat(headings).containsExactlyInAnyOrderElementsOf(keys(schema()));
    }

    @Test
    void shouldTakeTheSameKeysAboveAndInAnEnvironment() throws IOException {
        Set<String> above = keys(schema());
        Set<String> inside = keys(schema().at("/$defs/environment"));

        above.removeAll(Set.of("version", "app", "environments"));
        inside.removeAll(Set.of("branches", "tags"));
        assertThat(inside).isEqualTo(above);
    }

    @Test
    void shouldReadEveryExampleOfTheChecks() throws IOException {
        for (String block : blocks("checks.md")) {
            if (block.startsWith("apiVersion:")) {
                assertThat(ManifestReader.read(block, "example")).hasSize(1);
            } else {
                assertThatCode(() -> Project.readChecks(block, "checks.yaml")).doesNotThrowAnyException();
            }
        }
    }

    /** Reports link to them. */
    @Test
    void shouldHaveAHeadingForEveryRule() throws IOException {
        List<String> headings = HEADING.matcher(page("checks.md"))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings)
                .containsExactlyInAnyOrderElementsOf(
                        Rules.all().stream().map(Rule::id).toList());
    }

    /** Examples of one key are shown alone. */
    private static String completed(String block) {
        String header = block.contains("version: 1") ? "" : "version: 1\napp: webapp\n";
        return header + (block.contains("source:") || block.contains("helm:") ? "" : "source: deploy\n") + block;
    }

    private static void names(JsonNode tree, Set<String> names) {
        tree.properties().forEach(entry -> names.add(entry.getKey()));
        tree.forEach(child -> names(child, names));
    }

    private static Set<String> keys(JsonNode schema) {
        Set<String> keys = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static void properties(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.forEach(part -> properties(part, names));
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream = Project.class.getResourceAsStream("gitops.schema.json")) {
            return Json.MAPPER.readTree(stream);
        }
    }

    private static List<String> blocks(String page) throws IOException {
        return BLOCK.matcher(page(page))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.toList());
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("docs", name));
    }
}
