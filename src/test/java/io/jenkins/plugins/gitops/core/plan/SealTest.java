package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seal holds of a Secret: whether it is as declared, and nothing of its values. */
class SealTest {
    private static final String DECLARED = "{apiVersion: v1, kind: Secret, metadata: {name: s}, ";
    private static final String LIVE = """
            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "managedFields": [{"manager": "m",
            "operation": "Apply", "fieldsV1": {"f:data": {"f:password": {}}}}]}, "data": {"password": "%s"}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {password: aHVudGVyMg==}}",
                "data: {password: \"aHVudG\\nVyMg==\"}}",
                "stringData: {password: hunter2}}"
            })
    void shouldSealASecretThatIsAsDeclared(String values) {
        assertThat(seal(values, "aHVudGVyMg==")).hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {password: aHVudGVyMw==}}",
                "stringData: {password: hunter3}}",
                "data: {password: aHVudGVyMg==}, stringData: {password: hunter3}}",
                "data: {password: aHVudGVyMg==, other: aHVudGVyMg==}}",
                "data: {password: null}}"
            })
    void shouldNotSealASecretThatIsNot(String values) {
        assertThat(seal(values, "aHVudGVyMg==")).isEmpty();
    }

    @Test
    void shouldNotTellTheValues() {
        assertThat(seal("data: {password: aHVudGVyMg==}}", "aHVudGVyMg=="))
                .isEqualTo(seal("data: {password: aHVudGVyMw==}}", "aHVudGVyMw=="));
    }

    @Test
    void shouldNotSealACopyOfTheValuesInAnAnnotation() {
        Manifest declared = ManifestReader.read(
                        DECLARED.replace(
                                        "name: s",
                                        "name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter2}")
                                + "data: {password: aHVudGVyMg==}}",
                        "s.yaml")
                .get(0);

        assertThat(Seal.of(
                        declared,
                        Json.parse(LIVE.formatted("aHVudGVyMg==")),
                        PlanOptions.standard().withManager("m")))
                .isEmpty();
    }

    private static String seal(String declared, String live) {
        Manifest manifest = Ownership.stamp(
                ManifestReader.read(DECLARED + declared, "s.yaml").get(0), "id");
        return Seal.of(
                manifest,
                Json.parse(LIVE.formatted(live)),
                PlanOptions.standard().withManager("m"));
    }
}
