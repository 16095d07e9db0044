package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {
    @ParameterizedTest
    @ValueSource(strings = {"verified", "failed", "unhealthy", "check-failed", "rolled-back", "drifted"})
    void shouldShowTheRecord(String name) {
        assertThat(MarkdownReport.of(Fixtures.record(name))).isEqualTo(Fixtures.text(name, "markdown.md"));
    }

    @Test
    void shouldShowAPlanBeforeItIsApplied() {
        String text = MarkdownReport.of(Fixtures.record("verified").plan().orElseThrow());

        assertThat(text)
                .startsWith("### `webapp` → `prod`: planned\n\n**1 to create, 3 to update, 2 unchanged, 1 to prune**\n")
                .contains("| `+` create | `HorizontalPodAutoscaler/webapp` | `web` |  |  |")
                .contains("+    client_max_body_size 16m;".replace("+    ", "+        "))
                .endsWith("\nPlan `sha256:c775e7b757ede630cd0aa1113bd102661ab38829ca52a6422ab782862f268646`\n");
    }

    @Test
    void shouldShowAHook() {
        DeploymentRecord record = Fixtures.withHook();

        assertThat(MarkdownReport.of(record)).contains("| `▸` ran | `Job/migrate` | `web` |  | `pre-upgrade hook` |\n");
        assertThat(MarkdownReport.of(record.plan().orElseThrow()))
                .contains("| `▸` run | `Job/migrate` | `web` |  | `pre-upgrade hook, weight 5, never deleted` |\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "plain ¦ `plain`",
                "a`b ¦ ``a`b``",
                "`a` ¦ `` `a` ``",
                "a``b`c ¦ ```a``b`c```",
                "@team #1 ¦ `@team #1`"
            })
    void shouldQuoteTextSoThatItHasNoEffect(String text, String code) {
        assertThat(MarkdownText.code(text)).isEqualTo(code);
    }

    @Test
    void shouldLetNoTextEndItsFenceCellOrElement() {
        assertThat(MarkdownText.fence("diff", "+a\n+````\n+b")).isEqualTo("`````diff\n+a\n+````\n+b\n`````\n");
        assertThat(MarkdownText.cell("a|b\nc")).isEqualTo("`a\\|b\\nc`");
        assertThat(MarkdownText.html("</summary><b>@all`")).isEqualTo("&lt;/summary&gt;&lt;b&gt;&#64;all&#96;");

        String text = MarkdownReport.of(Records.hostile("```\n</details>| x |\n@everyone"));
        String outside = text.replaceAll("(?s)(`{3,})diff\n.*?\n\\1\n", "").replaceAll("(`+)[^`].*?[^`]\\1(?!`)", "");
        assertThat(outside).doesNotContain("@everyone");
        assertThat(outside.lines().filter(line -> line.startsWith("| ")))
                .allSatisfy(line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                        .hasSize(6));
    }

    @Test
    void shouldStayWithinTheLengthOfAComment() {
        String big = String.join(
                "\n", IntStream.range(0, 4000).mapToObj(i -> "line number " + i).toList());

        assertThat(MarkdownReport.of(Records.large(5000)))
                .hasSizeLessThan(65_536)
                .contains("… and 400 more objects");
        assertThat(MarkdownReport.of(Records.hostile(big)))
                .hasSizeLessThan(65_536)
                .contains("more characters");
        assertThat(MarkdownReport.of(Records.hostile("a\n".repeat(9000))))
                .hasSizeLessThan(65_536)
                .containsPattern("The diffs of \\d objects? are too long for a comment\\.");
    }
}
