package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.controlplane.ControlPlane;
import io.jenkins.plugins.gitops.controlplane.Programs;
import io.jenkins.plugins.gitops.controlplane.Programs.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example, deployed by the packaged command to a real API server and judged by kubectl. */
class ExamplesITest {
    @RegisterExtension
    static final ControlPlane cluster = ControlPlane.shared();

    @TempDir
    private Path state;

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("manifests", List.of("--path", "examples/webapp/deploy")),
                Arguments.of(
                        "helm",
                        List.of(
                                "--path",
                                "examples/webapp-helm",
                                "--values",
                                "examples/webapp-helm/values-prod.yaml",
                                "--image",
                                "mywebapp=registry.example/mywebapp:17")),
                Arguments.of("kustomize", List.of("--path", "examples/webapp-kustomize/overlays/prod")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldDeployExactlyWhatIsRendered(String type, List<String> source) throws Exception {
        String namespace = cluster.namespace();
        List<String> target = List.of("--app", "webapp", "--environment", "it", "-n", namespace);
        Path rendered = state.resolve("rendered.yaml");

        Result deploy = gitops("deploy", source, target);
        assertThat(deploy.error()).isEmpty();
        assertThat(deploy.exitCode()).isZero();

        Result verify = gitops("verify", target, List.of("--timeout", "120"));
        assertThat(verify.exitCode()).as(verify.output() + verify.error()).isZero();
        assertThat(cluster.tryKubectl("rollout", "status", "deployment/webapp", "-n", namespace, "--timeout=1s")
                        .exitCode())
                .isZero();

        gitops("render", source, List.of("--app", "webapp", "-n", namespace, "--out", rendered.toString()));
        Result diff = cluster.tryKubectl(
                "diff", "--server-side", "--field-manager=jenkins-gitops", "-n", namespace, "-f", rendered.toString());
        assertThat(diff.output() + diff.error()).isEmpty();
        assertThat(diff.exitCode()).isZero();

        String before = versions(namespace);
        Result again = gitops("deploy", source, target);
        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("nothing to do");
        assertThat(versions(namespace)).isEqualTo(before);
    }

    /** Everything that a deployment could write, with its version. Pods and their like belong to controllers. */
    private static String versions(String namespace) {
        return cluster.kubectl(
                "get",
                "deployments,services,configmaps,secrets,leases.coordination.k8s.io",
                "-n",
                namespace,
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.generation} {.metadata.resourceVersion}{\"\\n\"}{end}");
    }

    private Result gitops(String command, List<String> some, List<String> more) {
        List<String> line = new ArrayList<>(List.of("bin/gitops", command));
        line.addAll(some);
        line.addAll(more);
        return Programs.run(
                line, Map.of("KUBECONFIG", cluster.kubeconfig().toString(), "XDG_STATE_HOME", state.toString()));
    }
}
