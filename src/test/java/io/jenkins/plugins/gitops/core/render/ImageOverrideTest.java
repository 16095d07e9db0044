package io.jenkins.plugins.gitops.core.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageOverrideTest {
    @Test
    void shouldReadNameAndReplacement() {
        assertThat(ImageOverride.parse("web=registry.example:5000/team/web:17"))
                .isEqualTo(new ImageOverride("web", "registry.example:5000/team/web:17"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web|image override 'web': write it as NAME=REPLACEMENT",
                "=web:1|image override: '' is no image reference",
                "web=|image override: '' is no image reference",
                "web=a b|image override: 'a b' is no image reference",
                "-x=web:1|image override: '-x' is no image reference",
                "web:1=web:2|image override web:1=web:2: leave tag and digest out of the name",
                "web@sha256:00=web:2|image override web@sha256:00=web:2: leave tag and digest out of the name"
            })
    void shouldRefuseWhatIsNoOverride(String text, String message) {
        assertThatThrownBy(() -> ImageOverride.parse(text))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "web, web",
        "web:1.2, web",
        "web@sha256:0011, web",
        "web:1@sha256:0011, web",
        "registry:5000/web, registry:5000/web",
        "registry:5000/web:1, registry:5000/web",
        "docker.io/library/web:1, docker.io/library/web"
    })
    void shouldKnowNameOfReference(String reference, String name) {
        assertThat(ImageReference.name(reference)).isEqualTo(name);
    }
}
