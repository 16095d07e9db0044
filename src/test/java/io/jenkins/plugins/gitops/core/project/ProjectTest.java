package io.jenkins.plugins.gitops.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTest {
    private static final Project PROJECT = Project.read("""
            version: 1
            app: webapp
            source: deploy
            environments:
              staging: {branches: [main, "release/*"]}
              prod: {tags: ["v*"]}
              preview: {branches: ["**"]}
            """, "gitops.yaml");

    @ParameterizedTest
    @CsvSource({
        "main, '', staging",
        "release/1.2, '', staging",
        "release/1/2, '', preview",
        "feature/web, '', preview",
        "'', v1.2, prod",
        "main, v1.2, staging",
    })
    void shouldFindTheEnvironmentOfABranchOrTag(String branch, String tag, String environment) {
        GitRef ref = new GitRef(branch, tag.isEmpty() ? List.of() : List.of("latest", tag));

        assertThat(PROJECT.environmentOf(ref)).isEqualTo(environment);
    }

    @Test
    void shouldNameTheEnvironmentsWhenNoneFits() {
        assertThatThrownBy(() -> PROJECT.environmentOf(new GitRef("", List.of("nightly"))))
                .hasMessage(
                        "gitops.yaml, line 4: environments has none for tag nightly; name one of staging, prod, preview");
        assertThatThrownBy(() -> PROJECT.environmentOf(GitRef.UNKNOWN)).hasMessageContaining("no branch and no tag");
        assertThatThrownBy(() -> PROJECT.environment("prd"))
                .hasMessage("gitops.yaml, line 4: environments has no \"prd\"; did you mean \"prod\"?");
    }

    @Test
    void shouldTakeTheOnlyEnvironmentWhateverIsBuilt() {
        Project one =
                Project.read("{version: 1, app: a, source: b, environments: {prod: {tags: [v1]}}}", "gitops.yaml");
        Project none = Project.read("{version: 1, app: a, source: b}", "gitops.yaml");

        assertThat(one.environmentOf(GitRef.UNKNOWN)).isEqualTo("prod");
        assertThat(none.environmentOf(GitRef.UNKNOWN)).isEqualTo("default");
        assertThat(none.environment("default").app()).isEqualTo("a");
        assertThatThrownBy(() -> none.environment("prod")).hasMessageContaining("has no \"prod\"");
    }

    @ParameterizedTest
    @CsvSource({
        "v*, v1.2, true",
        "v*, v1/2, false",
        "v**, v1/2, true",
        "v?, v1, true",
        "v?, v, false",
        "v.1, vx1, false",
        "'a+(b', 'a+(b', true",
        "main, mainline, false",
    })
    void shouldMatchNames(String pattern, String name, boolean matches) {
        assertThat(RefPattern.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void shouldReadChecksAlone() {
        PolicySettings settings = Project.readChecks("rules: {probes: off}", "checks.yaml");

        assertThat(settings.severities()).containsEntry("probes", Severity.OFF);
        assertThatThrownBy(() -> Project.readChecks("rules: {probe: off}", "checks.yaml"))
                .hasMessage("checks.yaml, line 1: rules.probe \"probe\" is not known here; did you mean \"probes\"?");
    }

    @Test
    void shouldReadChecksOverAnotherBase() {
        PolicySettings named = Project.readChecks("rules: {probes: warn}", "checks.yaml", PolicySettings.LIMITS_ONLY);

        assertThat(named.severities())
                .containsEntry(PolicySettings.ALL, Severity.OFF)
                .containsEntry("probes", Severity.WARN)
                .containsEntry("image-allowed", Severity.ERROR);
        assertThat(named.annotations()).isFalse();
        assertThat(Project.readChecks("annotations: honour", "checks.yaml", PolicySettings.LIMITS_ONLY)
                        .annotations())
                .isTrue();
    }
}
