package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.FormValidation;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.forms.Labels;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "webapp", "web-app-2", "0"})
    void shouldAcceptLabels(String name) {
        assertThatCode(() -> Names.required("app", name, UnaryOperator.identity()))
                .doesNotThrowAnyException();
        assertThat(Labels.check(" " + name + " ", true).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "Web", "a/b", "-a", "a-", "a b", "a.b", "<img>"})
    void shouldRefuseWhatIsNoNameOfAFileAndAnObject(String name) {
        assertThatThrownBy(() -> Names.required("app", name, UnaryOperator.identity()))
                .isInstanceOf(GitOpsException.class)
                .hasMessageContaining("app '" + name + "'");
        assertThat(Labels.check(name, true).kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void shouldAskForANameOnlyWhereItIsMandatory() {
        assertThat(Labels.check("", true).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(Labels.check("", false).kind).isEqualTo(FormValidation.Kind.OK);
    }
}
