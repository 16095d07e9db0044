package io.jenkins.plugins.gitops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubeconfigs that somebody may have stored in Jenkins, harmless and hostile. */
class KubeconfigPolicyTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"token", "tls-check"})
    void shouldTakeWhatStandsInTheText(String file) throws IOException {
        ClusterAccess access = KubeconfigPolicy.read(text(file), "prod-kubeconfig");

        assertThat(access.server()).isEqualTo("https://api.example.org:6443/");
        assertThat(access.namespace()).isEqualTo("shop");
        assertThat(access.config().getOauthToken()).isEqualTo("s3cr3t");
        assertThat(access.config().getCaCertFile()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ca-file, cluster.certificate-authority is not allowed",
        "proxy, cluster.proxy-url is not allowed",
        "no-tls-check, cluster.insecure-skip-tls-verify is not allowed",
        "plain-http, must begin with https://",
        "auth-provider, user.auth-provider is not allowed",
        "token-file, user.tokenFile is not allowed",
        "certificate-file, user.client-certificate is not allowed",
        "key-file, user.client-key is not allowed",
        "impersonation, user.as is not allowed",
        "no-context, no current-context",
        "no-kubeconfig, not a kubeconfig",
        "java-tag, tag",
        "bomb, alias"
    })
    void shouldRefuseByName(String file, String reason) throws IOException {
        String text = text(file);

        assertThatThrownBy(() -> KubeconfigPolicy.read(text, "prod-kubeconfig"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("prod-kubeconfig")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void shouldNotRunTheProgramThatItRefuses() throws IOException {
        Path marker = directory.resolve("ran");
        String text = text("exec").replace("MARKER", marker.toString());

        assertThatThrownBy(() -> KubeconfigPolicy.read(text, "prod-kubeconfig"))
                .hasMessageContaining("user.exec is not allowed");
        assertThat(marker).doesNotExist();
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        assertThatThrownBy(() -> KubeconfigPolicy.read("#".repeat(1024 * 1024 + 1), "prod-kubeconfig"))
                .hasMessageContaining("larger than 1 MiB");
    }

    private static String text(String file) throws IOException {
        try (InputStream in = KubeconfigPolicyTest.class.getResourceAsStream("kubeconfig/" + file + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
