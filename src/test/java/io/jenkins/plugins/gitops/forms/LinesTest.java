package io.jenkins.plugins.gitops.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void shouldTakeListsAndTextAreasAlike() {
        assertThat(Lines.of(List.of("a=1", " b=2\r\n\n c=3 \n", ""))).containsExactly("a=1", "b=2", "c=3");
        assertThat(Lines.of(null)).isEmpty();
        assertThat(Lines.view(null)).isEmpty();
    }

    @Test
    void shouldShowWhatItTook() {
        assertThat(Lines.of(List.of(Lines.join(List.of("a=1", "b=2"))))).containsExactly("a=1", "b=2");
    }
}
