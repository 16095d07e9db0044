package io.jenkins.plugins.gitops.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.SourceFacts;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderedTest {
    @Test
    void shouldLimitWhatAnAgentTells() {
        List<String> many = Collections.nCopies(5_000, "x".repeat(10_000));
        Rendered rendered = new Rendered(
                "webapp",
                "prod",
                "f",
                "sha256:0\n[Pipeline] fake",
                1,
                new SourceFacts("helm", "chart\n", new HelmOrigin("https://\u001b", "1", "\n"), "helm v4", many),
                commit("0".repeat(40), "x\u001b[8mhidden"),
                many,
                new byte[0]);

        assertThat(rendered.source().images()).hasSize(1000).allMatch(line -> line.length() < 600);
        assertThat(rendered.warnings()).hasSize(1000);
        assertThat(rendered.digest()).doesNotContain("\n");
        assertThat(rendered.source().path()).isEqualTo("chart ");
        assertThat(rendered.source().origin()).isEqualTo(new HelmOrigin("https:// ", "1", " "));
        assertThat(rendered.commit().orElseThrow().subject()).doesNotContain("\u001b");
    }

    @Test
    void shouldTakeTheSignatureInOneLine() {
        Commit signed = new Commit(
                        "0".repeat(40), "Ada <ada@example.org>", Instant.EPOCH, "First", "main", "", List.of())
                .with(new Signature(
                        Signature.State.GOOD, "ssh", "ada\n[Pipeline] fake", "SHA256:" + "x".repeat(9_000), ""));
        Rendered rendered = rendered(CommitOnWire.pack(signed));

        Signature signature = rendered.commit().orElseThrow().signature().orElseThrow();

        assertThat(signature.state()).isEqualTo(Signature.State.GOOD);
        assertThat(signature.signer()).isEqualTo("ada [Pipeline] fake");
        assertThat(signature.key()).startsWith("SHA256:").hasSizeLessThan(600);
    }

    @Test
    void shouldBelieveNoCommitThatIsNone() {
        Rendered rendered = rendered(commit("12", "x"));

        assertThatThrownBy(rendered::commit).hasMessageContaining("whose id is none");
    }

    private static String commit(String id, String subject) {
        return CommitOnWire.pack(
                new Commit(id, "Ada <ada@example.org>", Instant.EPOCH, subject, "main", "", List.of()));
    }

    private static Rendered rendered(String commitJson) {
        return new Rendered(
                "webapp",
                "prod",
                "f",
                "",
                1,
                new SourceFacts("helm", "", HelmOrigin.LOCAL, "", List.of()),
                commitJson,
                List.of(),
                new byte[0]);
    }
}
