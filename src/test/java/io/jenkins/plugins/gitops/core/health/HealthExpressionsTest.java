package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.health.Cases.Case;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthExpressionsTest {
    static Stream<Case> cases() {
        return Cases.in("expressions");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldReadTheHealthByItsRule(Case given) {
        HealthExpressions rules = given.content().has("rules")
                ? HealthExpressions.read(given.content().get("rules").toString(), "rules.yaml")
                : HealthExpressions.STANDARD;

        Health health = HealthRules.assess(given.live(), rules);

        assertThat(health).isEqualTo(new Health(Health.Status.valueOf(given.text("expect")), given.text("reason")));
    }

    static Stream<Case> refused() {
        return Cases.in("expressions-refused");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuseWhatCannotBeUnderstoodWithItsPlace(Case given) {
        assertThatThrownBy(() -> HealthExpressions.read(given.text("file"), "rules.yaml"))
                .isInstanceOf(GitOpsException.class)
                .hasMessage(given.text("message"));
    }

    @Test
    void shouldUnderstandEveryRuleThatComesAlong() {
        assertThat(HealthExpressions.shipped()).hasSizeGreaterThan(20).allSatisfy(HealthExpression::compile);
    }

    @Test
    void shouldAskGivenRulesInTheirOrderAndBeforeThoseThatComeAlong() {
        ObjectNode secret = Cases.live("expressions", "sealedsecret-not-decrypted");
        HealthExpressions first = HealthExpressions.read(rule("'true' == 'true'"), "first.yaml");
        HealthExpressions second = HealthExpressions.read(rule("false"), "second.yaml");

        assertThat(HealthRules.assess(secret, first.and(second))).isEqualTo(Health.healthy());
        assertThat(HealthRules.assess(secret, second.and(first)).reason()).startsWith("not yet current by second.yaml");
    }

    @Test
    void shouldEndWhateverAnExpressionDoes() {
        ObjectNode object = Live.object("bitnami.com/v1alpha1", "SealedSecret", "prod", "web");
        ArrayNode many = object.putArray("data");
        for (int i = 0; i < 1_000; i++) {
            many.add(i);
        }
        HealthExpressions endless = HealthExpressions.read(
                rule("data.all(a, data.all(b, data.all(c, data.all(d, a + b + c + d >= 0))))"), "rules.yaml");
        long start = System.nanoTime();

        Health health = HealthRules.assess(object, endless);

        assertThat(health.status()).isEqualTo(Health.Status.PROGRESSING);
        assertThat(health.reason()).contains("cannot be evaluated", "Iteration budget exceeded");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    /** Each list holds the one before twice: it costs nothing, but to compare them would take for ever. */
    @Test
    void shouldGiveUpAnEvaluationThatNoBudgetBounds() {
        ObjectNode object = Live.object("bitnami.com/v1alpha1", "SealedSecret", "prod", "web");
        String doubling = ".map(x, [x, x])".repeat(50);
        HealthExpressions endless =
                HealthExpressions.read(rule("[[1]]" + doubling + " == [[1]]" + doubling), "rules.yaml");
        long start = System.nanoTime();

        Health first = HealthRules.assess(object, endless);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Health second = HealthRules.assess(object, endless);

        assertThat(first.reason()).endsWith("current cannot be evaluated: it takes longer than 5 s");
        assertThat(second).isEqualTo(first);
        assertThat(took).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(took.plusSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind + kind == ''",
                "['a'].map(x, x + x) == []",
                "kind.replace('a', kind) == ''",
                "['a', 'b'].join(kind) == ''"
            })
    void shouldNotOfferWhatBuildsLongTexts(String growing) {
        String rules = rule(growing);
        ObjectNode secret = Live.object("bitnami.com/v1alpha1", "SealedSecret", "prod", "web");

        Health health;
        try {
            health = HealthRules.assess(secret, HealthExpressions.read(rules, "rules.yaml"));
        } catch (GitOpsException refused) {
            assertThat(refused).hasMessageStartingWith("rules.yaml: rule 1: current, line 1, column ");
            return;
        }
        assertThat(health.reason()).contains("cannot be evaluated");
    }

    private static String rule(String current) {
        return Json.write(Json.MAPPER
                .createArrayNode()
                .add(Json.object()
                        .put("apiVersion", "bitnami.com/v1alpha1")
                        .put("kind", "SealedSecret")
                        .put("current", current)));
    }
}
