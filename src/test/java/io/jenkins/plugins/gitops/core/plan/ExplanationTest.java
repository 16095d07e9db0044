package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case is a live object, what would become of it, and the line that says so. */
class ExplanationTest {
    private static final Path CASES =
            Path.of("src", "test", "resources", "io", "jenkins", "plugins", "gitops", "core", "plan", "explanation");

    static List<Path> cases() throws IOException {
        try (Stream<Path> directories = Files.list(CASES)) {
            List<Path> cases = directories.sorted().toList();
            assertThat(cases).hasSizeGreaterThan(15);
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldSayInOneLineWhatChanges(Path directory) throws IOException {
        Path live = directory.resolve("live.yaml");
        ObjectNode after = read(directory.resolve("after.yaml"));
        Change change = Files.exists(live) ? update(read(live), after) : create(after);

        assertThat(Explanation.of(change) + "\n").isEqualTo(Files.readString(directory.resolve("line.txt")));
    }

    @Test
    void shouldStayShortWhateverChanges() {
        List<FieldDiff> fields = IntStream.range(0, 400)
                .mapToObj(i -> new FieldDiff(
                        (i % 2 == 0 ? "data.\"k" : "spec.\"k") + "x".repeat(300) + i + "\"",
                        TextNode.valueOf("a".repeat(5000)),
                        TextNode.valueOf("b"),
                        List.of("m".repeat(300) + i)))
                .toList();
        Change change =
                change(Action.UPDATE, "ConfigMap", fields, MissingNode.getInstance(), MissingNode.getInstance());

        assertThat(Explanation.of(change)).hasSizeBetween(20, 160);
    }

    @Test
    void shouldSayNothingOfWhatStaysOrGoes() {
        for (Action action : List.of(Action.UNCHANGED, Action.PRUNE, Action.UNKNOWN)) {
            JsonNode none = MissingNode.getInstance();
            assertThat(Explanation.of(change(action, "ConfigMap", List.of(), none, none)))
                    .isEmpty();
        }
    }

    private static Change update(ObjectNode live, ObjectNode after) {
        Masking masking = new Masking(FieldRules.NONE);
        JsonNode before = masking.mask(Noise.strip(live));
        JsonNode masked = masking.mask(Noise.strip(after));
        List<FieldDiff> fields = ObjectDiff.of(before, masked, Owners.of(live, "jenkins-gitops"));
        return change(Action.UPDATE, after.path("kind").asText(), fields, before, masked);
    }

    private static Change create(ObjectNode after) {
        return change(Action.CREATE, after.path("kind").asText(), List.of(), MissingNode.getInstance(), after);
    }

    private static Change change(Action action, String kind, List<FieldDiff> fields, JsonNode before, JsonNode after) {
        String group = kind.equals("Deployment") ? "apps" : "";
        return new Change(
                new ResourceKey(group, kind, "shop", "x"),
                new GroupVersionKind(group, "v1", kind),
                action,
                "",
                fields,
                before,
                after,
                "",
                List.of());
    }

    private static ObjectNode read(Path file) throws IOException {
        return ManifestReader.read(Files.readString(file), file.toString())
                .get(0)
                .json();
    }
}
