package io.jenkins.plugins.gitops.core.render.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
    private static final String PROXY = "http://proxy.example:3128";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://registry.example/v2/,             -,                              proxied",
                "https://registry.example/v2/,             other.example,                  proxied",
                "https://registry.example/v2/,             registry.example,               direct",
                "https://REGISTRY.example/v2/,             'other.example, Registry.Example', direct",
                "https://a.registry.example/v2/,           registry.example,               direct",
                "https://a.registry.example/v2/,           .registry.example,              direct",
                "https://registry.example/v2/,             .registry.example,              proxied",
                "https://myregistry.example/v2/,           registry.example,               proxied",
                "https://registry.example:5000/v2/,        registry.example:5000,          direct",
                "https://registry.example/v2/,             registry.example:5000,          proxied",
                "https://registry.example/v2/,             *,                              direct",
                "http://localhost:5000/v2/,                -,                              direct"
            })
    void shouldAskThroughTheProxyWhatIsNotExcepted(String uri, String except, String how) {
        Map<String, String> environment =
                except == null ? Map.of("HTTPS_PROXY", PROXY) : Map.of("https_proxy", PROXY, "NO_PROXY", except);

        Proxy chosen = proxies(environment).select(URI.create(uri)).get(0);

        assertThat(chosen.equals(Proxy.NO_PROXY) ? "direct" : "proxied").isEqualTo(how);
        if (how.equals("proxied")) {
            assertThat(chosen.address()).hasToString("proxy.example/<unresolved>:3128");
        }
    }

    @Test
    void shouldLeaveItToJavaWithoutTheVariable() {
        assertThat(proxies(Map.of("NO_PROXY", "*")).select(URI.create("https://registry.example/")))
                .isEqualTo(ProxySelector.getDefault().select(URI.create("https://registry.example/")));
    }

    @Test
    void shouldNotRepeatWhatMayBeAPassword() {
        assertThatThrownBy(() -> proxies(Map.of("HTTPS_PROXY", "http://ada:s3cret@/"))
                        .select(URI.create("https://registry.example/")))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldAskARegistryThroughTheProxy() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refused(proxy));
            RegistryClient client = new RegistryClient(
                    registry -> Optional.empty(), Map.of("HTTPS_PROXY", "127.0.0.1:" + proxy.getLocalPort()));

            assertThatThrownBy(() -> client.digest("registry.example/web:1")).isInstanceOf(GitOpsException.class);
            assertThat(asked.join()).startsWith("CONNECT registry.example:443 ");
        }
    }

    /** A proxy that refuses, so that nobody tries it again. */
    private static String refused(ServerSocket proxy) {
        try (Socket client = proxy.accept()) {
            String line = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            client.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            return line;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnvironmentProxies proxies(Map<String, String> environment) {
        return new EnvironmentProxies(environment, ProxySelector.getDefault());
    }
}
