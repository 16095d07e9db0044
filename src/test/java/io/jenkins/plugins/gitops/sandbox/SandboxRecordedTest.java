package io.jenkins.plugins.gitops.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox answers as a kube-apiserver 1.36 has answered; {@link SandboxConformanceITest} wrote that down. */
class SandboxRecordedTest {

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.gitops.sandbox.Script#names")
    void answersAsTheRealServerDid(String name) {
        try (Sandbox sandbox = Sandbox.builder().workloads(false).start()) {
            KubeconfigClient client = KubeconfigClient.of(sandbox.kubeconfig());
            Recording actual = Recording.of(Script.named(name), client, "conf-" + name);
            assertEquals("", actual.differencesFrom(Recording.named(name)));
        }
    }
}
