package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** The judge: what kubectl understands of a text, without a cluster. */
public final class Kubectl {
    private Kubectl() {}

    /** @return the objects in canonical form by type, namespace and name */
    public static TreeMap<String, String> read(String yaml, Path directory) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "objects", ".yaml"), yaml);
        // A patch of nothing without a server: kubectl reads the file and prints what it understood.
        CommandRunner.Result result = new ProcessRunner()
                .run(new CommandRunner.Command(
                        List.of("kubectl", "patch", "--local", "--type=merge", "-p={}", "-o=json", "-f=" + file),
                        directory,
                        Duration.ofMinutes(2),
                        256 * 1024 * 1024));
        assertThat(result.exitCode()).as(result.error()).isZero();
        TreeMap<String, String> objects = new TreeMap<>();
        try (MappingIterator<JsonNode> each =
                Json.MAPPER.readerFor(JsonNode.class).readValues(result.output())) {
            while (each.hasNext()) {
                JsonNode object = each.next();
                objects.put(key(object), Json.canonical(object));
            }
        }
        return objects;
    }

    private static String key(JsonNode object) {
        return String.join(
                " ",
                Json.text(object, "apiVersion"),
                Json.text(object, "kind"),
                Json.text(object, "metadata", "namespace"),
                Json.text(object, "metadata", "name"));
    }
}
