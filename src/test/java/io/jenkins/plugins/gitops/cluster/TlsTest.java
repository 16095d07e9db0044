package io.jenkins.plugins.gitops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates and authorities of kubeconfigs, against a server that insists on them. */
class TlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    private static Map<String, SelfSigned> clients;
    private static SelfSigned authority;

    @TempDir
    private Path directory;

    @BeforeAll
    static void make() throws Exception {
        authority = SelfSigned.of("P-256", "server");
        clients = Map.of(
                "RSA", SelfSigned.of("RSA", "rsa"),
                "P-256", SelfSigned.of("P-256", "p256"),
                "P-384", SelfSigned.of("P-384", "p384"));
    }

    @ParameterizedTest
    @CsvSource({"RSA, PKCS8", "RSA, PKCS1", "P-256, PKCS8", "P-256, SEC1", "P-384, PKCS8", "P-384, SEC1"})
    void shouldShowAClientCertificateWhateverFormItsKeyHas(String kind, String form) throws Exception {
        SelfSigned client = clients.get(kind);
        try (TlsServer server = new TlsServer(authority, client)) {
            String stored = kubeconfig(server.url(), authority.pem(), client.pem(), client.key(form));
            assertThat(version(KubeconfigPolicy.read(stored, "prod"))).isEqualTo("v1.36.0");
            assertThat(version(PersonalKubeconfig.load(file("inline", stored), null)))
                    .isEqualTo("v1.36.0");

            String files = """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
                    users: [{name: u, user: {client-certificate: "%s", client-key: "%s"}}]
                    """.formatted(
                            server.url(),
                            file("ca.pem", authority.pem()),
                            file("client.pem", client.pem()),
                            file("client-key.pem", client.key(form)));
            assertThat(version(PersonalKubeconfig.load(file("files", files), null)))
                    .isEqualTo("v1.36.0");
            assertThat(server.clients())
                    .containsOnly(client.certificate().getSubjectX500Principal().getName());
        }
    }

    @Test
    void shouldTrustTheNamedAuthorityAndNoPublicOne() throws Exception {
        SelfSigned publicOne = SelfSigned.of("P-256", "public");
        trustedByTheJdk(publicOne, () -> {
            try (TlsServer server = new TlsServer(publicOne)) {
                assertThatThrownBy(() -> version(
                                KubeconfigPolicy.read(kubeconfig(server.url(), authority.pem(), "", ""), "prod")))
                        .isInstanceOf(ClusterException.class)
                        .hasMessageContaining("check the address, the network and the CA certificate")
                        .extracting(e -> ((ClusterException) e).reason())
                        .isEqualTo(Reason.UNREACHABLE);
                String withoutAuthority = kubeconfig(server.url(), "", "", "");
                assertThat(version(KubeconfigPolicy.read(withoutAuthority, "prod")))
                        .as("without one the public ones count, as for kubectl")
                        .isEqualTo("v1.36.0");
                String both = kubeconfig(server.url(), authority.pem() + publicOne.pem(), "", "");
                assertThat(version(KubeconfigPolicy.read(both, "prod")))
                        .as("all of a bundle count")
                        .isEqualTo("v1.36.0");
            }
        });
    }

    @Test
    void shouldTurnOffTheCheckOnlyForAPerson() throws Exception {
        try (TlsServer server = new TlsServer(SelfSigned.of("P-256", "unknown"))) {
            String unchecked =
                    kubeconfig(server.url(), "", "", "").replace("server:", "insecure-skip-tls-verify: true, server:");

            assertThat(version(PersonalKubeconfig.load(file("unchecked", unchecked), null)))
                    .isEqualTo("v1.36.0");
            assertThatThrownBy(() -> KubeconfigPolicy.read(unchecked, "prod"))
                    .hasMessageContaining("insecure-skip-tls-verify is not allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no key at all| there is no private key in PEM in it",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----| it is encrypted",
                "-----BEGIN DSA PRIVATE KEY-----\nc2VjcmV0\n-----END DSA PRIVATE KEY-----| a DSA PRIVATE KEY is not known",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----| it is damaged",
                "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----| it is damaged"
            })
    void shouldSayWhatIsWrongWithAKeyAndShowNothingOfIt(String line) throws Exception {
        String[] keyAndWords = line.split("\\|");
        String stored = kubeconfig(
                "https://127.0.0.1:1", authority.pem(), clients.get("RSA").pem(), keyAndWords[0]);

        assertThatThrownBy(() -> version(KubeconfigPolicy.read(stored, "prod")))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("cannot use the client key of the kubeconfig:" + keyAndWords[1])
                .hasMessageNotContaining("c2Vj")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldSayThatAHalfIsMissing() throws Exception {
        String halved = kubeconfig("https://127.0.0.1:1", "", clients.get("RSA").pem(), "");

        assertThatThrownBy(() -> version(KubeconfigPolicy.read(halved, "prod")))
                .hasMessageContaining("a client certificate without its key");
    }

    @Test
    void shouldSayThatTheAuthorityIsNoCertificate() {
        String stored = kubeconfig("https://127.0.0.1:1", "-----BEGIN CERTIFICATE-----\nc2Vj\n", "", "");

        assertThatThrownBy(() -> version(KubeconfigPolicy.read(stored, "prod")))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("cannot use the certificates of the kubeconfig");
    }

    private interface Work {
        void run() throws Exception;
    }

    private void trustedByTheJdk(SelfSigned certificate, Work work) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("public", certificate.certificate());
        Path path = directory.resolve("public.p12");
        try (OutputStream out = Files.newOutputStream(path)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty(TRUST_STORE, path.toString());
        System.setProperty(TRUST_STORE_PASSWORD, "changeit");
        try {
            work.run();
        } finally {
            System.clearProperty(TRUST_STORE);
            System.clearProperty(TRUST_STORE_PASSWORD);
        }
    }

    private static String version(ClusterAccess access) {
        try (ClusterGateway gateway = access.open(Gateways.ONCE)) {
            return gateway.version();
        }
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String kubeconfig(String server, String authority, String certificate, String key) {
        return """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"%s}}]
                users: [{name: u, user: {%s}}]
                """.formatted(
                        server,
                        data(", ", "certificate-authority-data", authority),
                        data("", "client-certificate-data", certificate)
                                + data(certificate.isEmpty() ? "" : ", ", "client-key-data", key));
    }

    private static String data(String before, String name, String pem) {
        return pem.isEmpty()
                ? ""
                : before + name + ": " + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
