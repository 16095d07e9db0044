package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.manifest.HostileText;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chart that was made of manifests, judged by Helm itself. */
class ChartFilesITest {
    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render");

    @TempDir
    private Path directory;

    @Test
    void shouldGiveTheSameObjectsBack() throws Exception {
        List.of("helm", "kubectl").forEach(RequiredTool::require);
        List<Manifest> manifests = new ArrayList<>();
        for (String file : List.of("layers/namespace.yaml", "layers/web.yaml", "layers/templates.yaml")) {
            manifests.addAll(ManifestReader.read(Files.readAllBytes(CASES.resolve(file)), file));
        }
        manifests.add(manifests.get(0).with(HostileText.object(500)));

        write(ChartFiles.of("web", "1.2.3", "0123abc", manifests));

        assertThat(helm("lint", "--strict", "chart")).contains("0 chart(s) failed");
        String back = helm("template", "any", "chart", "--include-crds", "--namespace", "other");
        assertThat(Kubectl.read(back, directory))
                .isEqualTo(Kubectl.read(ManifestWriter.yaml(manifests), directory))
                .hasSize(manifests.size());
        assertThat(directory.resolve("chart/crds")).isDirectoryContaining("glob:**orders*.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Web | 1.0.0 | 'Web' is no name of a chart: write it at most 50 lower-case letters, digits and hyphens",
                "../a | 1.0.0 | '../a' is no name of a chart",
                "web | 1.0 | '1.0' is no version of a chart: write it as 1.4.2",
                "web | 01.0.0 | '01.0.0' is no version of a chart"
            })
    void shouldRefuseWhatHelmWouldNotTake(String name, String version, String message) {
        assertThatThrownBy(() -> ChartFiles.of(name, version, "", List.of())).hasMessageStartingWith(message);
    }

    @Test
    void shouldRefuseObjectsWithoutAName() {
        List<Manifest> nameless =
                ManifestReader.read("{apiVersion: batch/v1, kind: Job, metadata: {generateName: a-}}", "job.yaml");

        assertThatThrownBy(() -> ChartFiles.of("web", "1.0.0", "", nameless))
                .hasMessageContaining("(job.yaml, document 1, line 1) has no name, only generateName");
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve("chart").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private String helm(String... arguments) {
        List<String> command = new ArrayList<>(List.of("helm"));
        command.addAll(List.of(arguments));
        CommandRunner.Result result = new ProcessRunner()
                .run(new CommandRunner.Command(command, directory, Duration.ofMinutes(1), 64 * 1024 * 1024));
        assertThat(result.exitCode()).as(result.output() + result.error()).isZero();
        return result.output();
    }
}
