package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.controlplane.Programs.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo that the README promises. */
class DemoITest {
    @TempDir
    private Path directory;

    @Test
    void shouldShowTheMainJob() throws Exception {
        Result demo = Programs.run(List.of("bin/demo"), Map.of("TMPDIR", directory.toString()));

        assertThat(demo.exitCode()).as(demo.output() + demo.error()).isZero();
        assertThat(demo.output())
                .contains("is not Kubernetes")
                .contains("spec.replicas: 3 → 5")
                .contains("spec.replicas is 1, was 5 (kubectl-edit at ")
                .contains(".spec.replicas is owned by kubectl-edit");
        try (var files = Files.find(directory, 3, (path, attributes) -> path.endsWith("report.html"))) {
            assertThat(Files.readString(files.findFirst().orElseThrow())).contains("webapp-banner");
        }
    }
}
