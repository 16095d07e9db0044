package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.HelmValues;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HelmSourceTest {
    @Test
    void shouldTellTheEngineWhatWasWritten() {
        HelmSource source = new HelmSource(" charts/webapp ");
        source.setValuesFiles(List.of("a.yaml\nb.yaml"));
        source.setValues("  colour: blue\n  size: L\n");
        source.setSet(List.of("image.tag=1=2", "empty="));
        source.setSetString(List.of("build=017"));
        source.setSetFile(List.of("licence=${FILE}"));

        assertThat(source.toSource(text -> text.replace("${FILE}", "licence.txt")))
                .isEqualTo(new Source.Helm(
                        "charts/webapp",
                        "",
                        HelmOrigin.LOCAL,
                        new HelmValues(
                                List.of("a.yaml", "b.yaml"),
                                "  colour: blue\n  size: L\n",
                                Map.of("image.tag", "1=2", "empty", ""),
                                Map.of("build", "017"),
                                Map.of("licence", "licence.txt"))));
    }

    @Test
    void shouldSayNothingAboutAChartThatGitopsYamlNames() {
        assertThat(new HelmSource(" ").toSource(UnaryOperator.identity()))
                .isEqualTo(new Source.Helm("", "", HelmOrigin.LOCAL, HelmValues.NONE));
    }

    @Test
    void shouldNameAValueThatHasNoKey() {
        HelmSource source = new HelmSource("chart");
        source.setSet(List.of("=5"));

        assertThatThrownBy(() -> source.toSource(UnaryOperator.identity()))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("'=5'")
                .hasMessageContaining("NAME=VALUE");
    }
}
