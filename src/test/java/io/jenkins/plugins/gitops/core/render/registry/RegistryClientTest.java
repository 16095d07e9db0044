package io.jenkins.plugins.gitops.core.render.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What registries of other makes do, played by a server of our own. */
class RegistryClientTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private String host;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        host = "127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldFetchATokenWithTheLogin() {
        serveToken("token");

        assertThat(client(new Login("me", "word", "")).digest(host + "/team/web:1"))
                .isEqualTo(DIGEST);

        assertThat(asked)
                .containsExactly(
                        "HEAD /v2/team/web/manifests/1 null",
                        "GET /token?service=the+registry&scope=repository%3Ateam%2Fweb%3Apull Basic bWU6d29yZA==",
                        "HEAD /v2/team/web/manifests/1 Bearer abc");
    }

    @Test
    void shouldExchangeAnIdentityToken() {
        serveToken("access_token");

        assertThat(client(new Login("", "", "identity")).digest(host + "/web:1"))
                .isEqualTo(DIGEST);

        assertThat(asked.get(1))
                .isEqualTo("POST /token null grant_type=refresh_token&client_id=gitops&service=the+registry"
                        + "&scope=repository%3Aweb%3Apull&refresh_token=identity");
    }

    @Test
    void shouldComputeTheDigestOfARegistryThatDoesNotTellIt() {
        serve("/v2/", exchange -> answer(exchange, 200, "{}"));

        assertThat(anonymous().digest(host + "/web:1"))
                .isEqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @Test
    void shouldNotCarryALoginElsewhere() {
        RegistryTokens tokens = new RegistryTokens(
                new RegistryHttp(ProxySelector.getDefault()), registry -> Optional.of(new Login("me", "word", "")));
        Challenge challenge = Challenge.of(List.of("Bearer realm=\"http://elsewhere.example/token\""))
                .orElseThrow();
        assertThatThrownBy(() -> tokens.authorization(ImageName.parse("registry.example/web:1"), challenge))
                .hasMessage(
                        "the registry registry.example sends us to log in at 'http://elsewhere.example/token', which"
                                + " is no https address");

        serve("/v2/moved/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://elsewhere.example/");
            answer(exchange, 307, "");
        });
        assertThatThrownBy(() -> anonymous().digest(host + "/moved:1")).hasMessageEndingWith(": it answers 307");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | no digest at all | it answers with something that is no digest",
                "404 | | there is none; check name and tag",
                "403 | | it does not let us; log in with docker login",
                "429 | | it was asked too often; log in, or try again later",
                "401 | | it does not say how to log in",
                "500 | | it answers 500"
            })
    void shouldSayWhyThereIsNoDigest(int code, String digest, String why) {
        serve("/v2/", exchange -> {
            if (digest != null) {
                exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
            }
            answer(exchange, code, "");
        });

        assertThatThrownBy(() -> anonymous().digest(host + "/web:1"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(
                        "the registry " + host + " does not tell the digest of " + host + "/web:1: " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, https://registry-1.docker.io, docker.io/library/nginx:latest",
        "team/web:1, https://registry-1.docker.io, docker.io/team/web:1",
        "docker.io/nginx:2, https://registry-1.docker.io, docker.io/library/nginx:2",
        "registry.example/a/b:1, https://registry.example, registry.example/a/b:1",
        "registry.example:5000/web, https://registry.example:5000, registry.example:5000/web:latest",
        "localhost:5000/web:1, http://localhost:5000, localhost:5000/web:1",
        "localhost/web:1, http://localhost, localhost/web:1",
        "localhost.example/web:1, https://localhost.example, localhost.example/web:1"
    })
    void shouldKnowWhereAnImageIs(String image, String endpoint, String name) {
        assertThat(ImageName.parse(image).endpoint()).isEqualTo(endpoint);
        assertThat(ImageName.parse(image)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({"Web:1", "a//b", "web:", "'web:1?x=y'", "'web:../../x'", "-web"})
    void shouldRefuseWhatIsNoImage(String image) {
        assertThatThrownBy(() -> ImageName.parse(image)).isInstanceOf(GitOpsException.class);
    }

    @Test
    void shouldAskACredentialHelper(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("config.json"), "{\"credHelpers\": {\"registry.example\": \"no-such-helper\"}}");
        DockerConfig logins = DockerConfig.read(config);

        assertThat(logins.of("other.example")).isEmpty();
        assertThatThrownBy(() -> logins.of("registry.example"))
                .hasMessageStartingWith("docker-credential-no-such-helper, which docker's configuration names for"
                        + " registry.example, cannot be run");
    }

    @Test
    void shouldReadTheAnswerOfACredentialHelper(@TempDir Path directory) throws IOException {
        Path helper = Files.writeString(
                directory.resolve("docker-credential-test"),
                "#!/bin/sh\n[ \"$1 $(cat)\" = \"get registry.example\" ] || exit 1\n"
                        + "echo '{\"Username\": \"me\", \"Secret\": \"word\"}'\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));

        assertThat(CredentialHelper.get(helper.toString(), "registry.example")).contains(new Login("me", "word", ""));
        assertThat(CredentialHelper.get(helper.toString(), "other.example")).isEmpty();
    }

    private void serveToken(String field) {
        serve("/v2/", exchange -> {
            if ("Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("Docker-Content-Digest", DIGEST);
                answer(exchange, 200, "");
            } else {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.getResponseHeaders()
                        .add("WWW-Authenticate", "Bearer realm=\"http://" + host + "/token\",service=\"the registry\"");
                answer(exchange, 401, "");
            }
        });
        serve("/token", exchange -> answer(exchange, 200, "{\"" + field + "\": \"abc\"}"));
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " " + body)
                    .strip());
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static RegistryClient client(Login login) {
        return new RegistryClient(registry -> Optional.of(login), Map.of());
    }

    private static RegistryClient anonymous() {
        return new RegistryClient(registry -> Optional.empty(), Map.of());
    }
}
