package io.jenkins.plugins.gitops.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderedTest {
    @Test
    void shouldLimitWhatAnAgentTells() {
        List<String> many = Collections.nCopies(5_000, "x".repeat(10_000));
        Rendered rendered = new Rendered(
                "f", "sha256:0\n[Pipeline] fake", 1, "helm", "helm v4", "", "x\u001b[8mhidden", many, many);

        assertThat(rendered.images()).hasSize(1000).allMatch(line -> line.length() < 600);
        assertThat(rendered.warnings()).hasSize(1000);
        assertThat(rendered.digest()).doesNotContain("\n");
        assertThat(rendered.commitLine()).doesNotContain("\u001b");
    }
}
