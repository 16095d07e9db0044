package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said in one line with its place, the exit code is 1, and the cluster is as before. */
class BadInputTest {
    private static final Path CASES =
            Path.of("standalone", "src", "test", "resources", "io", "jenkins", "plugins", "gitops", "cli", "bad-input");

    @TempDir
    private Path directory;

    private Sandbox sandbox;
    private Path kubeconfig;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.builder().token("right").start();
        sandbox.createNamespace("shop");
        kubeconfig = Files.writeString(directory.resolve("kubeconfig"), sandbox.kubeconfig());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("broken.yaml", "broken.yaml, document 2, line 9"),
                Arguments.of("no-kind.yaml", "no-kind.yaml, document 1, line 1"),
                Arguments.of("duplicate.yaml", "duplicate.yaml, document 2, line 8"),
                Arguments.of("unknown-kind.yaml", "unknown-kind.yaml, document 1, line 2"),
                Arguments.of("misspelt-field.yaml", "misspelt-field.yaml, document 1, line 1"),
                Arguments.of("no-namespace.yaml", "namespaces \"nowhere\" not found"),
                Arguments.of("empty.yaml", "empty.yaml"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldRefuseInOneLineWithItsPlace(String file, String place) {
        Gitops.Result result = deploy("--manifests", CASES.resolve(file).toString(), "-n", "shop");

        refused(result, place);
    }

    @Test
    void shouldNameEveryFailedCheckAndKeepARecord() throws IOException {
        Gitops.Result refused =
                deploy("--manifests", CASES.resolve("bad-names.yaml").toString(), "-n", "shop");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.error())
                .startsWith("gitops: 2 checks have failed, and nothing was sent:\n")
                .contains("bad-names.yaml, document 1, line 1: ConfigMap/Settings: metadata.name: ")
                .contains("bad-names.yaml, document 2, line 6: ConfigMap/settings: metadata.labels: ")
                .contains("gitops.jenkins.io/silence: name");
        assertThat(sandbox.requests().writes()).isZero();
        assertThat(records()).contains("\"failed\"", "2 checks have failed");
    }

    private String records() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("records"))) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    @Test
    void shouldRefuseANamespaceThatIsNotThere() {
        refused(deploy("--manifests", CASES.resolve("good.yaml").toString(), "-n", "nowhere"), "nowhere");
    }

    @Test
    void shouldRefuseASourceThatIsNotThere() {
        refused(deploy("--path", "no/such/directory", "-n", "shop"), "no/such/directory");
    }

    @Test
    void shouldSayThatTheClusterCannotBeReached() throws IOException {
        String url = sandbox.url();
        sandbox.close();
        Gitops.Result result = deploy("--manifests", CASES.resolve("good.yaml").toString(), "-n", "shop");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("cannot reach the cluster at").contains(url);
        assertThat(result.error().strip().lines()).hasSize(1);
    }

    @Test
    void shouldSayThatTheCredentialsAreWrong() throws IOException {
        Files.writeString(kubeconfig, sandbox.kubeconfig().replaceAll("token: .*", "token: wrong"));

        refused(deploy("--manifests", CASES.resolve("good.yaml").toString(), "-n", "shop"), "HTTP 401");
    }

    @Test
    void shouldSayWhichOptionIsWrong() {
        Gitops.Result result = Gitops.run("deploy", "--app", "webapp", "--pth", "x");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("--pth").contains("gitops deploy --help");
    }

    private Gitops.Result deploy(String... arguments) {
        Stream<String> fixed = Stream.of(
                "deploy",
                "--app",
                "webapp",
                "--kubeconfig",
                kubeconfig.toString(),
                "--records",
                directory.resolve("records").toString());
        return Gitops.run(Stream.concat(fixed, Stream.of(arguments)).toArray(String[]::new));
    }

    private void refused(Gitops.Result result, String place) {
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error().strip().lines()).as(result.error()).hasSize(1);
        assertThat(result.error()).startsWith("gitops: ").contains(place);
        assertThat(sandbox.requests().writes()).isZero();
    }
}
