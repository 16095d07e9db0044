package io.jenkins.plugins.gitops.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other: '7' | 0",
                "gitops.jenkins.io/wave: '3' | 3",
                "gitops.jenkins.io/wave: '-1' | -1",
                "gitops.jenkins.io/wave: '+2' | 2",
                "argocd.argoproj.io/sync-wave: '5' | 5",
                "'argocd.argoproj.io/sync-wave: \"5\", gitops.jenkins.io/wave: \"1\"' | 1"
            })
    void shouldReadTheWave(String annotations, int wave) {
        Manifest manifest = manifest(annotations);

        assertThat(Wave.of(manifest.json())).isEqualTo(wave);
        assertThatCode(() -> Wave.require(manifest)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'first'", "''", "'1.5'", "'99999999999'"})
    void shouldRefuseWhatIsNoWholeNumberWithFileAndLine(String value) {
        Manifest manifest = manifest("argocd.argoproj.io/sync-wave: " + value);

        assertThat(Wave.of(manifest.json())).isZero();
        assertThatThrownBy(() -> Wave.require(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessage("app.yaml, document 1, line 1: ConfigMap/one: annotation argocd.argoproj.io/sync-wave is "
                        + value.replace('\'', '"') + ", not a whole number");
    }

    @Test
    void shouldBeZeroWithoutMetadata() {
        assertThat(Wave.of(Json.object())).isZero();
    }

    private static Manifest manifest(String annotations) {
        return ManifestReader.read(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: one, annotations: {" + annotations + "}}}",
                        "app.yaml")
                .get(0);
    }
}
