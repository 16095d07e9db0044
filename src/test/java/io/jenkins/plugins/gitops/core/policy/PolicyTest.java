package io.jenkins.plugins.gitops.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ManifestReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
    private static final List<Manifest> GOOD =
            ManifestReader.read("{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}", "web.yaml");
    private static final List<Manifest> BAD =
            ManifestReader.read("{apiVersion: v1, kind: ConfigMap, metadata: {name: Web}}", "web.yaml");
    private static final Commit COMMIT =
            new Commit("a".repeat(40), "Ada <ada@example.org>", Instant.EPOCH, "First", "main", "", List.of());
    private static final Signature GOOD_SIGNATURE =
            new Signature(Signature.State.GOOD, "ssh", "ada@example.org", "SHA256:abc", "");

    @Test
    void shouldNameEveryErrorAndHowToLetItPass() {
        PolicyReport report = new Policy(PolicySettings.STANDARD).check(BAD, Situation.UNKNOWN);

        assertThatThrownBy(report::requireNoErrors)
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith("a check has failed, and nothing was sent:\n"
                        + "  web.yaml, document 1, line 1: ConfigMap/Web: metadata.name: \"Web\" is no name")
                .hasMessageContaining("[name]")
                .hasMessageEndingWith(
                        "To let name pass: annotate the object with gitops.jenkins.io/silence: name, or name"
                                + " it in the configuration");
    }

    @Test
    void shouldSayWhomToAskWhenAnEnvironmentDemandsIt() {
        PolicySettings settings = PolicySettings.LIMITS_ONLY.with(Map.of("name", Severity.ERROR));

        PolicyReport report = new Policy(settings).check(BAD, Situation.UNKNOWN);

        assertThat(report.refusal("prod").orElseThrow())
                .startsWith("a check of environment 'prod' has failed, and nothing was sent:\n"
                        + "  web.yaml, document 1, line 1: ConfigMap/Web: metadata.name: \"Web\" is no name")
                .endsWith("whatever gitops.yaml says. Correct it, or ask whoever administers environment 'prod'")
                .doesNotContain("annotate");
        assertThat(new Policy(settings).check(GOOD, Situation.UNKNOWN).refusal("prod"))
                .isEmpty();
    }

    @Test
    void shouldCountOnceWhatTwoConfigurationsFind() {
        PolicyReport strict = new Policy(PolicySettings.STANDARD).check(BAD, Situation.UNKNOWN);
        PolicyReport mild =
                new Policy(PolicySettings.STANDARD.with(Map.of("name", Severity.WARN))).check(BAD, Situation.UNKNOWN);
        PolicyReport silent = new Policy(PolicySettings.STANDARD.with(List.of(Silence.parse("name:ConfigMap/Web"))))
                .check(BAD, Situation.UNKNOWN);

        assertThat(mild.and(strict)).isEqualTo(strict);
        assertThat(silent.and(mild)).isEqualTo(mild);
        assertThat(silent.and(silent)).isEqualTo(silent);
        assertThat(silent.silenced()).hasSize(1);
    }

    @Test
    void shouldDemandNothingButLimitsThatAreGiven() {
        Limits noImages = new Limits(List.of(), List.of("ConfigMap"), List.of(), List.of(), false);
        PolicySettings limited =
                new PolicySettings(PolicySettings.LIMITS_ONLY.severities(), List.of(), false, noImages);

        assertThat(new Policy(PolicySettings.LIMITS_ONLY)
                        .check(BAD, Situation.UNKNOWN)
                        .violations())
                .isEmpty();
        assertThat(new Policy(limited).check(BAD, Situation.UNKNOWN).of(Severity.ERROR))
                .extracting(violation -> violation.rule().id())
                .containsExactly("kind-allowed");
        assertThat(signature(PolicySettings.LIMITS_ONLY, Optional.of(COMMIT))).isEmpty();
        assertThat(signature(PolicySettings.LIMITS_ONLY.withSignature(), Optional.of(COMMIT)))
                .hasSize(1);
    }

    @Test
    void shouldGoOnWithWarningsAlone() {
        PolicySettings settings = PolicySettings.STANDARD.with(Map.of("name", Severity.WARN));

        PolicyReport report = new Policy(settings).check(BAD, Situation.UNKNOWN);

        assertThat(report.of(Severity.WARN)).hasSize(1);
        assertThatCode(report::requireNoErrors).doesNotThrowAnyException();
    }

    @Test
    void shouldAskForTheVersionOnlyWhenAManifestDependsOnIt() {
        AtomicInteger asked = new AtomicInteger();
        Situation situation = new Situation("", () -> "1." + asked.incrementAndGet(), Optional.empty());

        new Policy(PolicySettings.STANDARD).check(GOOD, situation);

        assertThat(asked).hasValue(0);
        new Policy(PolicySettings.STANDARD)
                .check(
                        ManifestReader.read(
                                "{apiVersion: batch/v1beta1, kind: CronJob, metadata: {name: a}}", "a.yaml"),
                        situation);
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldRequireASignatureOnlyWhenAsked() {
        assertThat(signature(PolicySettings.STANDARD, Optional.of(COMMIT))).isEmpty();
        assertThat(signature(signed(), Optional.empty()))
                .containsExactly("the source is not in Git, so nobody has signed it");
        assertThat(signature(signed(), Optional.of(COMMIT))).containsExactly("commit aaaaaaaaa is not signed");
        assertThat(signature(signed(), Optional.of(COMMIT.with(GOOD_SIGNATURE))))
                .isEmpty();
    }

    /** What a repository says about itself does not count. */
    @Test
    void shouldRequireASignatureWhateverElseIsOff() {
        PolicySettings off = PolicySettings.STANDARD
                .with(Map.of("commit-signature", Severity.OFF))
                .off();

        assertThat(signature(off.withSignature(), Optional.of(COMMIT))).hasSize(1);
    }

    @Test
    void shouldNotAcceptFilesThatWereChangedAfterTheSignedCommit() {
        Commit changed = COMMIT.with(GOOD_SIGNATURE).withDirty(List.of("web.yaml"));

        assertThat(signature(signed(), Optional.of(changed)))
                .containsExactly("files were changed after the signed commit aaaaaaaaa+: web.yaml");
    }

    @ParameterizedTest
    @EnumSource(
            value = Signature.State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"GOOD"})
    void shouldAcceptNoOtherState(Signature.State state) {
        Commit commit = COMMIT.with(new Signature(state, "ssh", "eve@example.org", "SHA256:eve", "reason"));

        assertThat(signature(signed(), Optional.of(commit))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "off, OFF",
        "false, OFF",
        "warn, WARN",
        "Error, ERROR",
    })
    void shouldReadSeverities(String word, Severity severity) {
        assertThat(Severity.parse(word)).isEqualTo(severity);
    }

    @Test
    void shouldSayWhatIsNoSeverityNoRuleAndNoSilence() {
        assertThatThrownBy(() -> Severity.parse("loud")).hasMessageContaining("use off, warn or error");
        assertThatThrownBy(() -> PolicySettings.STANDARD.with(Map.of("nane", Severity.OFF)))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("there is no rule \"nane\"; there are type, name,");
        assertThatThrownBy(() -> Silence.parse("name")).hasMessageContaining("RULE:KIND/NAME");
        assertThatThrownBy(() -> Silence.parse("nane:Pod/web")).hasMessageContaining("there is no rule");
    }

    @ParameterizedTest
    @CsvSource({"1.33, 1.33", "v1.33.2, 1.33", "v1.30.4-eks-a1b2, 1.30", "1.29+, 1.29"})
    void shouldReadVersions(String text, String version) {
        assertThat(KubernetesVersion.parse(text)).hasToString("Optional[" + version + "]");
    }

    @Test
    void shouldNotGuessVersions() {
        assertThat(KubernetesVersion.parse("")).isEmpty();
        assertThat(KubernetesVersion.parse("latest")).isEmpty();
        assertThat(KubernetesVersion.parse("1")).isEmpty();
    }

    private static PolicySettings signed() {
        return PolicySettings.STANDARD.withSignature();
    }

    private static List<String> signature(PolicySettings settings, Optional<Commit> commit) {
        return new Policy(settings)
                .check(GOOD, new Situation("", () -> "", commit)).violations().stream()
                        .map(Violation::problem)
                        .toList();
    }
}
