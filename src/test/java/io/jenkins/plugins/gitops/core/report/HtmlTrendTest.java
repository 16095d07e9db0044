package io.jenkins.plugins.gitops.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTrendTest {
    @Test
    void shouldDrawABarADeployment() {
        String html = HtmlTrend.of(
                List.of(
                        bar("#1 <b>web</b>", State.VERIFIED, 30),
                        bar("#2", State.FAILED, 60),
                        bar("#3", State.ABORTED, 0)),
                "3 deployments");

        assertThat(html)
                .contains("aria-label=\"3 deployments\"", "width=\"48\"", ">1 min 0 s<")
                .contains("<a href=\"/job/web/1/\" class=\"gitops-good\"><title>#1 &lt;b&gt;web&lt;/b&gt;</title>")
                .contains("y=\"32\" width=\"11\" height=\"32\"")
                .contains("y=\"0\" width=\"11\" height=\"64\"")
                .contains("y=\"61\" width=\"11\" height=\"3\"")
                .containsSubsequence("gitops-bad", ">✗<", "gitops-warning", ">✗<")
                .doesNotContain("style=");
    }

    private static HtmlTrend.Bar bar(String words, State state, int seconds) {
        return new HtmlTrend.Bar(words, "/job/web/1/", Label.of(state), Duration.ofSeconds(seconds));
    }
}
