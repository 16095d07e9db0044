package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a person's own machine a kubeconfig means what it means to kubectl. */
class PersonalKubeconfigTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRunTheCredentialProgramAsKubectlDoes() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().token("right").start()) {
            String exec = """
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      interactiveMode: Never
                      command: echo
                      args:
                        - '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"right"}}'
                    """.indent(6).strip();
            Path kubeconfig = Files.writeString(
                    directory.resolve("kubeconfig"), sandbox.kubeconfig().replaceAll("token: .*", exec));

            Gitops.Result result = Gitops.run(
                    "deploy",
                    "--app",
                    "webapp",
                    "--manifests",
                    "examples/webapp/deploy/service.yaml",
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "--records",
                    directory.resolve("records").toString());

            assertThat(result.error()).isEmpty();
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void shouldNameAContextThatIsNotThere() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), sandbox.kubeconfig());

            Gitops.Result result = Gitops.run(
                    "history", "--app", "webapp", "--kubeconfig", kubeconfig.toString(), "--context", "elsewhere");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.error()).contains("no context \"elsewhere\"");
        }
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        Gitops.Result result = Gitops.run("history", "--app", "webapp", "--kubeconfig", "no/such/kubeconfig");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("cannot read the kubeconfig no/such/kubeconfig");
    }
}
