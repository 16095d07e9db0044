package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    @Test
    void shouldNameAnObjectByItsContent() {
        String name = generated("run-", "1", "one");

        assertThat(name).matches("run-[0-9a-f]{10}");
        assertThat(generated("run-", "1", "another")).as("whoever owns it").isEqualTo(name);
        assertThat(generated("run-", "2", "one")).as("other content").isNotEqualTo(name);
    }

    @Test
    void shouldNotCareForTheOrderOfFieldsOrWhatAnExportCarries() {
        Manifest plain =
                manifest("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: run-}, data: {a: b, c: d}}");
        Manifest exported =
                manifest("{kind: ConfigMap, apiVersion: v1, metadata: {uid: x, resourceVersion: '1', labels:"
                        + " {applyset.kubernetes.io/part-of: old}, generateName: run-}, data: {c: d, a: b}}");

        assertThat(Ownership.stamp(plain, "one").name())
                .isEqualTo(Ownership.stamp(exported, "one").name());
    }

    @Test
    void shouldCutAPrefixThatIsTooLong() {
        String name = generated("x".repeat(60), "1", "one");

        assertThat(name).hasSize(63).startsWith("x".repeat(53)).matches("x{53}[0-9a-f]{10}");
    }

    @Test
    void shouldKeepAName() {
        Manifest named = Ownership.stamp(
                manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: fixed, generateName: run-}}"), "one");

        assertThat(named.name()).isEqualTo("fixed");
        assertThat(Json.text(named.json(), "metadata", "generateName")).isEqualTo("run-");
    }

    private static String generated(String prefix, String value, String owner) {
        Manifest manifest =
                manifest("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: %s}, data: {key: '%s'}}"
                        .formatted(prefix, value));
        Manifest stamped = Ownership.stamp(manifest, owner);
        assertThat(Json.at(stamped.json(), "metadata").has("generateName")).isFalse();
        return stamped.name();
    }

    private static Manifest manifest(String text) {
        return ManifestReader.read(text, "app.yaml").get(0);
    }
}
