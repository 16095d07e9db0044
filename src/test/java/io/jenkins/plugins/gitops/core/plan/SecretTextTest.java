package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTextTest {
    private static final SecretText SECRETS = SecretText.of(ManifestReader.read("""
            {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {plain: correct horse, longer: correct horse battery, pin: "123"}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: b}, data: {encoded: dG9wLXNlY3JldAo=, broken: "?"}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: c}
            stringData:
              key: |
                -----BEGIN KEY-----
                  first line of it
                second line of it
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: d}, data: {open: everybody knows}}
            """, "app.yaml"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login with correct horse failed | login with (hidden) failed",
                "correct horse battery, correct horse | (hidden), (hidden)",
                "Y29ycmVjdCBob3JzZQ== in Base64 | (hidden) in Base64",
                "token top-secret | token (hidden)",
                "token dG9wLXNlY3JldAo= | token (hidden)",
                "> first line of it | > (hidden)",
                "second line of it. | (hidden).",
                "pin 123 is too short to hide | pin 123 is too short to hide",
                "everybody knows | everybody knows"
            })
    void shouldHideTheValuesOfSecrets(String text, String hidden) {
        assertThat(SECRETS.hide(text)).isEqualTo(hidden);
    }

    @Test
    void shouldHideAValueOfSeveralLines() {
        String value = "-----BEGIN KEY-----\n  first line of it\nsecond line of it\n";

        assertThat(SECRETS.hide("key: " + value)).isEqualTo("key: (hidden)");
    }
}
