package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.health.Cases.Case;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodTroubleTest {
    static Stream<Case> cases() {
        return Cases.in("trouble");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldFindWhatIsWrongWithThePod(Case given) {
        assertThat(PodTrouble.of(given.live())).isEqualTo(expected(given));
    }

    private static Optional<PodTrouble> expected(Case given) {
        return given.text("kind").equals("none")
                ? Optional.empty()
                : Optional.of(new PodTrouble(
                        PodTrouble.Kind.valueOf(given.text("kind")),
                        given.text("container"),
                        given.text("reason"),
                        given.text("message"),
                        Duration.ofSeconds(Long.parseLong(given.text("patienceSeconds")))));
    }
}
