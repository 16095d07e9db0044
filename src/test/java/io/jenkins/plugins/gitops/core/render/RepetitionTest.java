package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kolkata", "America/New_York"})
    void shouldKnowWhereItIsAnotherDay(String zone) {
        ZoneId here = ZoneId.of(zone);
        for (int hour = 0; hour < 48; hour++) {
            Instant now = Instant.parse("2026-02-28T00:30:00Z").plus(Duration.ofHours(hour));

            ZoneId there = ZoneId.of(Repetition.zoneOfAnotherDay(now, here));

            assertThat(LocalDate.ofInstant(now, there)).isNotEqualTo(LocalDate.ofInstant(now, here));
        }
    }

    @Test
    void shouldWaitForAnotherSecondOnlyWhereTheTimeMayBeAskedFor(@TempDir Path chart) throws IOException {
        Files.createDirectories(chart.resolve("templates/deep"));
        Files.writeString(chart.resolve("README.md"), "install it now");
        Files.writeString(chart.resolve("templates/a.yaml"), "known: {{ .Values.nowhere }}");
        assertThat(ClockUse.isPossible(chart)).isFalse();

        Files.writeString(chart.resolve("templates/deep/b.tpl"), "{{- now -}}");
        assertThat(ClockUse.isPossible(chart)).isTrue();

        Files.delete(chart.resolve("templates/deep/b.tpl"));
        Path packed =
                Files.writeString(Files.createDirectory(chart.resolve("charts")).resolve("sub-1.0.0.tgz"), "");
        assertThat(ClockUse.isPossible(chart)).isTrue();
        assertThat(ClockUse.isPossible(packed)).isTrue();
    }
}
