package io.jenkins.plugins.gitops.sandbox.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    // As a kube-apiserver 1.36 has answered to the capacity of a volume.
    @CsvSource({
        "1, 1", "1000m, 1", "0.5, 500m", "1500m, 1500m", "2000, 2k", "1024Mi, 1Gi", "0.5Gi, 512Mi", "1.5Gi, 1536Mi",
        "1024, 1024", "1Ki, 1Ki", "0.1Ki, 102400m", "100M, 100M", "1e3, 1e3", "1.5e3, 1500", "2e4, 20e3", "1e-3, 1e-3",
        "1E, 1E", "1025Ki, 1025Ki", "3072Ki, 3Mi", "0.001Gi, 1073741824m", "1.1Gi, 1181116006400m", "12345678, 12345678"
    })
    void writesTheOneForm(String given, String canonical) {
        assertEquals(canonical, Quantities.canonical(given));
    }

    @Test
    void refusesOtherText() {
        assertThrows(IllegalArgumentException.class, () -> Quantities.canonical("lots"));
    }
}
