package io.jenkins.plugins.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RenderCommandTest {
    private static final String SOURCE = "standalone/src/test/resources/io/jenkins/plugins/gitops/cli/hooks";

    @Test
    void shouldSayThatHooksAreLeftOut() {
        Gitops.Result result = Gitops.run("render", "--path", SOURCE);

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).contains("name: settings").doesNotContain("name: migrate");
        assertThat(result.error()).contains("1 objects and 1 hook left out (see --hooks)");
    }

    @Test
    void shouldPrintHooksAfterTheObjectsOnRequest() {
        Gitops.Result result = Gitops.run("render", "--path", SOURCE, "--hooks");

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).containsSubsequence("name: settings", "helm.sh/hook: pre-install", "name: migrate");
        assertThat(result.error()).contains("1 objects and 1 hook ").doesNotContain("left out");
    }
}
