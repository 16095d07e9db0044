package io.jenkins.plugins.gitops.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.render.Capabilities;
import io.jenkins.plugins.gitops.core.render.Determinism;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a step or command says lies over what the file says. Two levels of one file are in {@link ProjectCasesTest}. */
class EnvironmentSettingsTest {
    private static final EnvironmentSettings NOTHING = EnvironmentSettings.NOTHING;

    @Test
    void shouldStayAsItIsWhenNothingIsSaid() {
        EnvironmentSettings file = of(new Source.Helm("charts/web", "web", List.of("values.yaml"), Map.of("a", "1")))
                .but()
                .app("web")
                .commitAnnotation("example.com/commit")
                .determinism(Determinism.REQUIRE)
                .kubeVersion("1.33")
                .apiVersions(List.of("batch/v1"))
                .checks(PolicySettings.STANDARD.with(Map.of("probes", Severity.OFF)))
                .build();

        assertThat(NOTHING.over(file)).isEqualTo(file);
        assertThat(file.over(NOTHING)).isEqualTo(file);
    }

    @Test
    void shouldRenderTheDirectoryWhenNobodyNamesASource() {
        assertThat(NOTHING.sourceWithValues()).isEqualTo(new Source.Detect("."));
        assertThat(NOTHING.determinismOrWarn()).isEqualTo(Determinism.WARN);
    }

    @Test
    void shouldPutValuesOfTheStepOverAllOfTheFile() {
        EnvironmentSettings file = of(new Source.Helm("charts/web", "", List.of("values.yaml"), Map.of("a", "1")))
                .but()
                .values(new HelmValues(List.of("values-prod.yaml"), "", Map.of("a", "2", "b", "2"), Map.of(), Map.of()))
                .build();
        EnvironmentSettings step = of(new Source.Helm("", "shop", List.of("step.yaml"), Map.of("a", "3")));

        assertThat(step.over(file).sourceWithValues())
                .isEqualTo(new Source.Helm(
                        "charts/web",
                        "shop",
                        List.of("values.yaml", "values-prod.yaml", "step.yaml"),
                        Map.of("a", "3", "b", "2")));
    }

    @Test
    void shouldTakeAnotherVersionOfAChartWithoutTheDigestOfTheFirst() {
        EnvironmentSettings file =
                of(chart("web", new HelmOrigin("https://charts.example", "1.4.0", "sha256:" + "0".repeat(64))));
        EnvironmentSettings step = of(chart("", new HelmOrigin("", "1.5.0", "")));

        assertThat(step.over(file).sourceWithValues())
                .isEqualTo(chart("web", new HelmOrigin("https://charts.example", "1.5.0", "")));
    }

    @Test
    void shouldAddToAKustomizationAndToADirectory() {
        assertThat(of(new Source.Kustomize("", true))
                        .over(of(new Source.Kustomize("overlays/prod")))
                        .sourceWithValues())
                .isEqualTo(new Source.Kustomize("overlays/prod", true));
        assertThat(of(new Source.Manifests("", true, List.of("*.yaml"), List.of()))
                        .over(of(new Source.Manifests("deploy", false, List.of("*.json"), List.of("old"))))
                        .sourceWithValues())
                .isEqualTo(new Source.Manifests("deploy", false, List.of("*.yaml"), List.of("old")));
        assertThat(of(new Source.Kustomize("", true))
                        .over(of(new Source.Detect("deploy")))
                        .sourceWithValues())
                .isEqualTo(new Source.Kustomize("deploy", true));
    }

    @Test
    void shouldReplaceASourceByAnother() {
        assertThat(of(new Source.Manifests("other"))
                        .over(of(new Source.Kustomize("overlays/prod")))
                        .sourceWithValues())
                .isEqualTo(new Source.Manifests("other"));
    }

    @Test
    void shouldRefuseWhatIsForAnotherKindOfSource() {
        EnvironmentSettings file = of(new Source.Kustomize("overlays/prod"));
        EnvironmentSettings values = of(new Source.Helm("", "", List.of(), Map.of("a", "1")));

        assertThatThrownBy(() -> values.over(file))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("'overlays/prod'")
                .hasMessageContaining("kustomize")
                .hasMessageContaining("helm");
    }

    @Test
    void shouldPutTheClusterBetweenStepAndFile() {
        EnvironmentSettings file =
                NOTHING.but().kubeVersion("1.30").apiVersions(List.of("a/v1")).build();
        EnvironmentSettings cluster = NOTHING.but()
                .kubeVersion("v1.33.1")
                .apiVersions(List.of("b/v1"))
                .build();
        EnvironmentSettings step = NOTHING.but().kubeVersion("1.34").build();

        assertThat(NOTHING.over(cluster).over(file).capabilities(true))
                .isEqualTo(new Capabilities("v1.33.1", List.of("b/v1"), true));
        assertThat(step.over(cluster).over(file).capabilities(false))
                .isEqualTo(new Capabilities("1.34", List.of("b/v1"), false));
    }

    @Test
    void shouldRefuseToAnnotateWithACommitThatIsNotThere() {
        EnvironmentSettings settings = NOTHING.but()
                .commitAnnotation(EnvironmentSettings.COMMIT_ANNOTATION)
                .build();

        assertThatThrownBy(() -> settings.changesAt(Optional.empty())).hasMessageContaining("no Git repository");
        assertThat(NOTHING.changesAt(Optional.empty())).isEqualTo(NOTHING.changes());
    }

    private static EnvironmentSettings of(Source source) {
        return NOTHING.but().source(source).build();
    }

    private static Source.Helm chart(String path, HelmOrigin origin) {
        return new Source.Helm(path, "", origin, HelmValues.NONE);
    }
}
