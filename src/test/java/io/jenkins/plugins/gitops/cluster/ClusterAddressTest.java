package io.jenkins.plugins.gitops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access that is put together from an address and credentials. */
class ClusterAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.example.org:6443, https://api.example.org:6443",
        "https://API.example.org:443/, https://api.example.org",
        "https://rancher.example.org/k8s/clusters/c-1/, https://rancher.example.org/k8s/clusters/c-1",
        "https://[fd00::1]:6443, https://[fd00::1]:6443"
    })
    void shouldTakeUrlsAsTheyAreWritten(String written, String meant) {
        assertThat(new ClusterAddress(written, null).server()).isEqualTo(meant);
        assertThat(ClusterAddress.isSame(written, meant)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.example.org, must begin with https://",
        "api.example.org, must begin with https://",
        "https:///path, no host",
        "https://api example, no URL",
        "https://user:s3cr3t@api.example.org, neither a user",
        "https://api.example.org/?a=b, neither a user"
    })
    void shouldRefuseWhatIsNoApiServer(String server, String why) {
        assertThatThrownBy(() -> new ClusterAddress(server, null))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void shouldSendTheToken() {
        try (Sandbox sandbox = Sandbox.builder().tls().token("s3cr3t").start()) {
            ClusterAddress address = new ClusterAddress(sandbox.url(), sandbox.authority());

            assertThat(version(address.withToken("s3cr3t"))).isEqualTo("v1.36.3+sandbox");
            assertThatThrownBy(() -> version(address.withToken("wrong")))
                    .isInstanceOf(ClusterException.class)
                    .extracting(e -> ((ClusterException) e).reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
            assertThatThrownBy(() -> version(new ClusterAddress(sandbox.url(), null).withToken("s3cr3t")))
                    .as("its certificate is none that Java trusts")
                    .extracting(e -> ((ClusterException) e).reason())
                    .isEqualTo(Reason.UNREACHABLE);
        }
    }

    @Test
    void shouldSendNameAndPassword() throws Exception {
        SelfSigned own = SelfSigned.of("P-256", "server");
        try (TlsServer server = new TlsServer(own)) {
            version(new ClusterAddress(server.url(), own.pem()).withPassword("me", "pass"));

            assertThat(server.authorizations()).containsExactly("Basic " + base64("me:pass"));
        }
    }

    @Test
    void shouldNotGoWhereAnAnswerPointsTo() throws Exception {
        SelfSigned own = SelfSigned.of("P-256", "server");
        try (TlsServer server = new TlsServer(own);
                TlsServer other = new TlsServer(own)) {
            server.redirectTo(other.url() + "/version");

            assertThatThrownBy(() -> version(new ClusterAddress(server.url(), own.pem()).withToken("s3cr3t")))
                    .hasMessageContaining("HTTP 302");
            assertThat(other.authorizations()).isEmpty();
        }
    }

    @Test
    void shouldReadTheTokenOfAPodAgainForEachRequest(@TempDir Path mounted) throws Exception {
        SelfSigned own = SelfSigned.of("P-256", "server");
        try (TlsServer server = new TlsServer(own)) {
            Map<String, String> variables = Map.of(
                    "KUBERNETES_SERVICE_HOST",
                    "127.0.0.1",
                    "KUBERNETES_SERVICE_PORT",
                    server.url().replaceAll(".*:", ""));
            Files.writeString(mounted.resolve("ca.crt"), own.pem());
            Files.writeString(mounted.resolve("namespace"), "ci");
            Files.writeString(mounted.resolve("token"), "first\n");
            ClusterAccess access = new ServiceAccount(mounted, variables).access();
            version(access);
            Files.writeString(mounted.resolve("token"), "second\n");
            version(access);

            assertThat(server.authorizations()).containsExactly("Bearer first", "Bearer second");
            assertThat(access.namespace()).isEqualTo("ci");
            assertThat(access.secrets()).containsExactly("second", base64("second"));
            assertThatThrownBy(() -> new ServiceAccount(mounted, Map.of()).access())
                    .hasMessageContaining("does not run in a Pod");
        }
    }

    @Test
    void shouldShowTheClientCertificate() throws Exception {
        SelfSigned client = SelfSigned.of("P-256", "jenkins");
        SelfSigned own = SelfSigned.of("P-256", "server");
        try (TlsServer server = new TlsServer(own, client)) {
            ClusterAccess access =
                    new ClusterAddress(server.url(), own.pem()).withCertificate(client.pem(), client.key("PKCS8"));

            assertThat(version(access)).isEqualTo("v1.36.0");
            assertThat(server.clients()).containsOnly("CN=jenkins");
        }
    }

    @Test
    void shouldTellEverySecretInEveryForm() throws Exception {
        ClusterAddress address = new ClusterAddress("https://api.example.org", null);
        String key = SelfSigned.of("RSA", "jenkins").key("PKCS8");

        assertThat(address.withToken("s3cr3t").secrets()).containsExactly("s3cr3t", base64("s3cr3t"));
        assertThat(address.withPassword("me", "pass").secrets())
                .containsExactly("pass", base64("pass"), base64("me:pass"));
        List<String> lines =
                address.withCertificate("-----BEGIN CERTIFICATE-----", key).secrets();
        assertThat(lines).contains(base64(key)).doesNotContain("me").noneMatch(line -> line.startsWith("-----"));
        assertThat(lines)
                .containsAll(key.lines().filter(line -> line.length() == 64).toList());
    }

    @Test
    void shouldNotWaitLongerThanItIsTold() {
        try (Sandbox sandbox = Sandbox.builder().tls().start()) {
            sandbox.faults().on("GET", "/version").hang();

            assertThatThrownBy(() -> version(new ClusterAddress(sandbox.url(), sandbox.authority())
                            .withToken("t")
                            .within(Duration.ofMillis(300))))
                    .hasMessageContaining("no answer within");
        }
    }

    private static String version(ClusterAccess access) {
        try (ClusterGateway cluster = access.open(Retry.NEVER)) {
            return cluster.version();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
