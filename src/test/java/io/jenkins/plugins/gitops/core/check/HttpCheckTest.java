package io.jenkins.plugins.gitops.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCheckTest {
    @ParameterizedTest
    @CsvSource({
        "http://web:8080/healthz, web:8080, '', /healthz",
        "http://web, web:80, '', /",
        "https://web/, https:web:443, '', /",
        "https://web.shop:8443/a%20b?c=d&e, https:web:8443, shop, /a%20b?c=d&e",
        "http://web-1/dots..are/fine.html, web-1:80, '', /dots..are/fine.html"
    })
    void shouldReadTheAddressOfAService(String url, String service, String namespace, String path) {
        HttpCheck check = HttpCheck.of(url);

        assertThat(check.service()).isEqualTo(service);
        assertThat(check.namespace()).isEqualTo(namespace);
        assertThat(check.path()).isEqualTo(path);
        assertThat(check.name()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web",
                "ftp://web/",
                "http://web.shop.svc/",
                "http://user@web/",
                "http://WEB_1/",
                "http://web/#top",
                "http://web:port/",
                "http:///x",
                "http://web/a b"
            })
    void shouldRefuseWhatIsNoAddressOfAService(String url) {
        assertThatThrownBy(() -> HttpCheck.of(url))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("must be http://SERVICE:PORT/PATH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://web/../../secrets",
                "http://web/a/%2e%2E/b",
                "http://web/a%2f../b",
                "http://web/..",
                "http://web/a/./b",
                "http://web/a%5c..%5cb"
            })
    void shouldRefuseAPathThatLeavesTheService(String url) {
        assertThatThrownBy(() -> HttpCheck.of(url))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("must not have . or .. in its path");
    }

    @Test
    void shouldReadChecksFromAFile() throws IOException {
        List<HttpCheck> checks = HttpCheckParser.read(file("all-fields.yaml"), "checks.yaml");

        assertThat(checks)
                .containsExactly(
                        new HttpCheck("front page", "web:8080", "", "/", 200, "Welcome", 3, Duration.ofSeconds(2)),
                        HttpCheck.of("https://web.other/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown-field.yaml | checks.yaml: check 2: knows no "retries"
            no-url.yaml        | checks.yaml: check 1: the check "" must be http://SERVICE:PORT/PATH
            status.yaml        | checks.yaml: check 1: "status" must be a whole number from 100 to 599
            no-list.yaml       | checks.yaml: must be a list of checks
            """)
    void shouldRefuseAFileWithThePlace(String name, String message) throws IOException {
        String text = file(name);

        assertThatThrownBy(() -> HttpCheckParser.read(text, "checks.yaml"))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(message);
    }

    private static String file(String name) throws IOException {
        try (InputStream in = HttpCheckTest.class.getResourceAsStream("parser/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
