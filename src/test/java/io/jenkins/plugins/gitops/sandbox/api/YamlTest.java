package io.jenkins.plugins.gitops.sandbox.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scalars as the Kubernetes tools read them. */
class YamlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0400|256",
                "0o400|256",
                "0x10|16",
                "0b11|3",
                "1_000|1000",
                "1e3|1000",
                "1.5|1.5",
                "y|true",
                "No|false",
                "on|true",
                "~|null",
                "|null",
                "1:30|\"1:30\"",
                "2026-01-01|\"2026-01-01\"",
                "\"1\"|\"1\"",
                "08|8",
                "9007199254740993|9007199254740993",
                "-5|-5",
                "yes sir|\"yes sir\""
            })
    void readsScalars(String yaml, String json) {
        String text = yaml == null ? "" : yaml;
        assertEquals("{\"a\":" + json + "}", Json.write(Yaml.parse("a: " + text, true)));
    }

    @Test
    void saysWhichKeyIsThereTwice() {
        String message = assertThrows(IllegalArgumentException.class, () -> Yaml.parse("a: 1\nb: 2\na: 3\n", true))
                .getMessage();
        assertEquals("yaml: unmarshal errors:\n  line 3: key \"a\" already set in map", message);
    }
}
