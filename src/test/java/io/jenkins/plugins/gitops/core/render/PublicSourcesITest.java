package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.gitops.core.manifest.ManifestWriter;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Charts and kustomizations of others, rendered by us and by their tools alone, and compared object by object as kubectl
 * reads both. They are no part of this repository: {@code GITOPS_TEST_PUBLIC_SOURCES} names a directory with a file
 * {@code sources.txt}, whose lines are {@code helm} or {@code kustomize}, a directory in it that no path leaves, and the
 * source's path in that. Our own sources, in the same form, are always compared.
 */
class PublicSourcesITest {
    private static final String VARIABLE = "GITOPS_TEST_PUBLIC_SOURCES";
    private static final Path OWN = Path.of("src/test/resources/io/jenkins/plugins/gitops/core/render/compare");
    private static final Path REPORT = Path.of("standalone/target/public-sources.tsv");
    private static final CommandRunner RUNNER = new ProcessRunner();

    @TempDir
    private static Path temporary;

    @BeforeAll
    static void requireTools() throws IOException {
        List.of("helm", "kustomize", "kubectl").forEach(RequiredTool::require);
        Files.createDirectories(REPORT.getParent());
        Files.deleteIfExists(REPORT);
    }

    @TestFactory
    Stream<DynamicTest> shouldRenderOwnSourcesAsTheirToolsDo() throws IOException {
        return tests(OWN);
    }

    @TestFactory
    Stream<DynamicTest> shouldRenderSourcesOfOthersAsTheirToolsDo() throws IOException {
        String given = System.getenv(VARIABLE);
        assumeTrue(given != null, VARIABLE + " names no directory with sources of others");
        return tests(Path.of(given));
    }

    private static Stream<DynamicTest> tests(Path directory) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("sources.txt"));
        assertThat(lines).isNotEmpty();
        return lines.stream()
                .map(line -> line.split(" "))
                .map(line -> DynamicTest.dynamicTest(
                        String.join(" ", line), () -> compare(directory, line[0], line[1], line[2])));
    }

    private static void compare(Path directory, String type, String root, String path) throws IOException {
        Path source = directory.resolve(root).toRealPath();
        Map<String, String> theirs = Kubectl.read(byTool(source, type, path), temporary);
        RenderResult result = new Renderer(RUNNER)
                .render(new RenderRequest(source, source(type, path), "web", "shop")
                        .with(new Capabilities("v1.36.3", List.of(), false))
                        .with(Determinism.IGNORE));
        Map<String, String> ours = Kubectl.read(ManifestWriter.yaml(result.declared()), temporary);
        boolean equal = ours.equals(theirs);
        Files.writeString(
                REPORT,
                String.join("\t", type, root, path, String.valueOf(theirs.size()), equal ? "equal" : "different")
                        + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(ours).isEqualTo(theirs).isNotEmpty();
    }

    private static Source source(String type, String path) {
        return type.equals("helm") ? new Source.Helm(path, "", List.of(), Map.of()) : new Source.Kustomize(path);
    }

    private static String byTool(Path source, String type, String path) {
        List<String> command = type.equals("helm")
                ? List.of(
                        "helm",
                        "template",
                        "web",
                        "./" + path,
                        "--include-crds",
                        "--namespace=shop",
                        "--kube-version=v1.36.3")
                : List.of("kustomize", "build", "./" + path);
        Result result = RUNNER.run(new Command(command, source, Duration.ofMinutes(2), 64 * 1024 * 1024));
        assertThat(result.exitCode()).as(result.error()).isZero();
        return result.output();
    }
}
