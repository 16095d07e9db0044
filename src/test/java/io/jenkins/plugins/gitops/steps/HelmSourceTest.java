package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
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
        source.setSet(List.of("image.tag=1=2", "empty="));

        assertThat(source.toSource(UnaryOperator.identity()))
                .isEqualTo(new Source.Helm(
                        "charts/webapp", "", List.of("a.yaml", "b.yaml"), Map.of("image.tag", "1=2", "empty", "")));
    }

    @Test
    void shouldNameAValueThatHasNoKey() {
        HelmSource source = new HelmSource("chart");
        source.setSet(List.of("=5"));

        assertThatThrownBy(() -> source.toSource(UnaryOperator.identity()))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("'=5'")
                .hasMessageContaining("key=value");
    }
}
