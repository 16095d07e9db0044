package io.jenkins.plugins.gitops.core.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.manifest.GuardedDigest;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedDigestTest {
    private static final FieldRules TOKEN = RuleParser.read("sensitive: ['ConfigMap:/data/token']", "rules.yaml");

    @Test
    void shouldBePlainWithoutSensitiveValues() {
        List<Manifest> maps = read("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {b: c}}");

        assertThat(digest(maps, FieldRules.NONE, "one")).isEqualTo(Digest.of(maps));
    }

    @Test
    void shouldDependOnTheValuesAndOnTheSet() {
        String digest = digest(secret("hunter2"), FieldRules.NONE, "one");

        assertThat(digest(secret("hunter2"), FieldRules.NONE, "one")).isEqualTo(digest);
        assertThat(digest(secret("hunter3"), FieldRules.NONE, "one")).isNotEqualTo(digest);
        assertThat(digest(secret("hunter2"), FieldRules.NONE, "two")).isNotEqualTo(digest);
        assertThat(Digest.of(secret("hunter2"))).isNotEqualTo(digest);
    }

    @Test
    void shouldGuardWhatRulesName() {
        List<Manifest> maps = read("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {token: c}}");

        assertThat(digest(maps, TOKEN, "one"))
                .isNotEqualTo(Digest.of(maps))
                .isNotEqualTo(digest(maps, TOKEN, "two"))
                .isEqualTo(digest(maps, TOKEN, "one"));
    }

    @Test
    void shouldTellValuesThatHaveTradedPlaces() {
        assertThat(digest(
                        read("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {x: QQ==, y: Qg==}}"),
                        TOKEN,
                        "s"))
                .isNotEqualTo(digest(
                        read("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {x: Qg==, y: QQ==}}"),
                        TOKEN,
                        "s"));
    }

    private static String digest(List<Manifest> manifests, FieldRules rules, String salt) {
        return GuardedDigest.of(manifests, SensitiveFields.ofEach(manifests, rules), salt);
    }

    private static List<Manifest> secret(String password) {
        return read("{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {p: %s}}".formatted(password));
    }

    private static List<Manifest> read(String yaml) {
        return ManifestReader.read(yaml, "app.yaml");
    }
}
