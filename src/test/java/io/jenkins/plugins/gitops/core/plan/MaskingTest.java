package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private final Masking masking = new Masking(FieldRules.NONE);

    @Test
    void shouldGiveTheSameValueTheSameMaskOnBothSides() {
        ObjectNode live = secret("{\"data\": {\"same\": \"QQ==\", \"moved\": \"Qg==\"}}");
        ObjectNode desired = secret("{\"data\": {\"same\": \"QQ==\", \"moved\": \"Qw==\", \"copy\": \"QQ==\"}}");

        JsonNode before = masking.mask(live).path("data");
        JsonNode after = masking.mask(desired).path("data");

        assertThat(before.path("same")).isEqualTo(after.path("same")).isEqualTo(after.path("copy"));
        assertThat(before.path("moved")).isNotEqualTo(after.path("moved")).isNotEqualTo(before.path("same"));
    }

    @Test
    void shouldNotTellTheLengthOfAValue() {
        ObjectNode secret = secret("{\"data\": {\"short\": \"QQ==\", \"long\": \"%s\"}}".formatted("QUFB".repeat(500)));

        Set<Integer> lengths = StreamSupport.stream(
                        masking.mask(secret).path("data").spliterator(), false)
                .map(value -> value.asText().length())
                .collect(Collectors.toSet());

        assertThat(lengths).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": {\"k\": \"hunter2\"}}",
                "{\"stringData\": {\"k\": \"hunter2\"}}",
                "{\"data\": \"hunter2\"}",
                "{\"data\": [\"hunter2\"]}",
                "{\"data\": {\"k\": {\"nested\": \"hunter2\"}}, \"stringData\": {\"k\": 1}}"
            })
    void shouldMaskWhateverFormTheValuesHave(String body) {
        assertThat(masking.mask(secret(body)).toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldKeepKeysAndEverythingElseOfASecret() {
        JsonNode masked = masking.mask(secret("{\"type\": \"Opaque\", \"data\": {\"password\": \"QQ==\"}}"));

        assertThat(masked.path("type").asText()).isEqualTo("Opaque");
        assertThat(masked.path("data").path("password").asText()).startsWith("(hidden #");
    }

    @Test
    void shouldLeaveOtherKindsAlone() {
        ObjectNode map =
                (ObjectNode) Json.parse("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"data\": {\"a\": \"b\"}}");
        ObjectNode foreign = (ObjectNode)
                Json.parse("{\"apiVersion\": \"example.org/v1\", \"kind\": \"Secret\", \"data\": {\"a\": \"b\"}}");

        assertThat(masking.mask(map.deepCopy())).isEqualTo(map);
        assertThat(masking.mask(foreign.deepCopy())).isEqualTo(foreign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl.kubernetes.io/last-applied-configuration", "kapp.k14s.io/original"})
    void shouldDropCopiesOfTheWholeObject(String annotation) {
        ObjectNode secret = secret("{\"data\": {\"k\": \"QQ==\"}}");
        secret.withObject("/metadata").putObject("annotations").put(annotation, "{\"data\":{\"k\":\"hunter2\"}}");

        assertThat(Noise.strip(secret).toString()).doesNotContain("hunter2");
        assertThat(Noise.strip(secret).path("metadata").has("annotations")).isFalse();
    }

    @Test
    void shouldStripWhatOnlyTheServerWrites() {
        ObjectNode live = (ObjectNode) Json.parse("""
                {"apiVersion": "v1", "kind": "Pod", "status": {"phase": "Running"}, "spec": {"a": 1},
                 "metadata": {"name": "p", "uid": "u", "resourceVersion": "1", "generation": 2, "selfLink": "/",
                  "creationTimestamp": "2026-01-01T00:00:00Z", "managedFields": [], "annotations": {"mine": "yes"}}}""");
        ObjectNode untouched = live.deepCopy();

        assertThat(Noise.strip(live)).isEqualTo(Json.parse("""
                {"apiVersion": "v1", "kind": "Pod", "spec": {"a": 1},
                 "metadata": {"name": "p", "annotations": {"mine": "yes"}}}"""));
        assertThat(live).isEqualTo(untouched);
    }

    private static ObjectNode secret(String body) {
        ObjectNode secret = (ObjectNode) Json.parse(body);
        return secret.put("apiVersion", "v1").put("kind", "Secret");
    }
}
