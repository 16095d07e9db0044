package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.health.Cases.Case;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthRulesTest {
    static Stream<Case> cases() {
        return Cases.in("rules");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldReadTheHealthOfTheLiveObject(Case given) {
        Health health = HealthRules.assess(given.live());

        assertThat(health).isEqualTo(new Health(Health.Status.valueOf(given.text("expect")), given.text("reason")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldNotTouchTheObject(Case given) {
        var live = given.live();
        var before = live.deepCopy();

        HealthRules.assess(live);

        assertThat(live).isEqualTo(before);
    }
}
