package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gitops diff} with two sides instead of a source. */
class DiffSidesTest {
    @TempDir
    private Path directory;

    private Sandbox sandbox;
    private Path kubeconfig;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.builder().token("right").start();
        sandbox.createNamespace("shop");
        sandbox.createNamespace("shop-staging");
        kubeconfig = Files.writeString(directory.resolve("kubeconfig"), sandbox.kubeconfig());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shouldCompareTwoDeploymentsAndTwoEnvironments() throws IOException {
        deploy("prod", "shop", "one");
        deploy("prod", "shop", "two");
        deploy("staging", "shop-staging", "three");
        Path records = directory.resolve("records/prod/webapp");
        List<String> ids;
        try (var files = Files.list(records)) {
            ids = files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }

        Gitops.Result deployments =
                run("diff", "--environment", "prod", "-n", "shop", ids.get(0), ids.get(1), "--detailed-exitcode");
        assertThat(deployments.exitCode()).as(deployments.error()).isEqualTo(2);
        assertThat(deployments.output()).contains("data.key").contains("one").contains("two");
        assertThat(run("compare", "--environment", "prod", "-n", "shop", ids.get(0), ids.get(1))
                        .output())
                .isEqualTo(deployments.output());

        Gitops.Result environments = run("diff", "staging/shop-staging", "prod/shop");
        assertThat(environments.exitCode()).as(environments.error()).isZero();
        assertThat(environments.output()).contains("three").contains("two").doesNotContain("one");
    }

    @Test
    void shouldSayWhatItCompares() {
        assertThat(run("diff", "-n", "shop", "staging").error()).contains("diff FIRST SECOND");
        assertThat(run("diff", "-n", "shop", "--path", ".", "staging", "prod").error())
                .contains("diff FIRST SECOND");
        assertThat(run("diff", "-n", "shop").error()).contains("--path DIR").contains("--manifests FILE");
        assertThat(run("diff", "-n", "shop", "staging", "prod").error()).contains("webapp");
    }

    private void deploy(String environment, String namespace, String value) throws IOException {
        Path file = Files.writeString(directory.resolve("map.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: map
                data:
                  key: %s
                """.formatted(value));
        Gitops.Result result = run(
                "deploy",
                "--manifests",
                file.toString(),
                "--environment",
                environment,
                "-n",
                namespace,
                "--records",
                directory.resolve("records").toString());
        assertThat(result.exitCode()).as(result.error()).isZero();
    }

    private Gitops.Result run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--app", "webapp", "--kubeconfig", kubeconfig.toString()));
        all.addAll(List.of(arguments));
        return Gitops.run(all.toArray(String[]::new));
    }
}
