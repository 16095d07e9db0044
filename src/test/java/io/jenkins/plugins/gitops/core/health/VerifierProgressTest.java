package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read while they wait. */
class VerifierProgressTest extends VerifierFixture {

    @Test
    void shouldTellEachChangeOfStateAndWhatIsWaitedForInQuietTimes() {
        ObjectNode config = Live.object("v1", "ConfigMap", "prod", "settings");
        ObjectNode widget = Live.rule("custom-not-ready", "w");
        ObjectNode late = Live.rule("custom-ready", "late");
        cluster.put(config);
        cluster.put(widget);
        at(3, () -> cluster.put(late));
        at(14, () -> cluster.put(Live.rule("custom-ready", "w")));

        assertThat(verify(config, widget, late).isHealthy()).isTrue();
        assertThat(progress.lines)
                .containsExactly(
                        "3 objects to verify, 1 healthy already",
                        "Widget.example.org/w progressing: not ready: Waiting: for the database",
                        "Widget.example.org/late missing: not found",
                        "Widget.example.org/late healthy",
                        "waiting for 1 of 3 objects: Widget.example.org/w: not ready: Waiting: for the database",
                        "Widget.example.org/w healthy");
    }

    @Test
    void shouldSumUpTenSecondsAfterTheLastNews() {
        ObjectNode widget = Live.rule("custom-not-ready", "w");
        ObjectNode late = Live.rule("custom-ready", "late");
        cluster.put(widget);
        at(3, () -> cluster.put(late));
        at(12.9, () -> cluster.put(Live.rule("custom-ready", "w")));

        verify(widget, late);

        assertThat(progress.lines).noneMatch(line -> line.startsWith("waiting for"));
    }

    @Test
    void shouldNameOnlySomeOfManyThatAreWaitedFor() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ObjectNode object = Live.object("v1", "ConfigMap", "prod", "c" + i);
            targets.add(Target.of(object));
        }
        timeout = Duration.ofSeconds(11);

        verify(targets);

        assertThat(progress.lines)
                .last()
                .isEqualTo("waiting for 100 of 100 objects: ConfigMap/c0: not found; ConfigMap/c1: not found;"
                        + " ConfigMap/c2: not found; and 97 more");
    }

    @Test
    void shouldLookIntoTheFirstFewFailuresOnly() {
        failFast = false;
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ObjectNode widget = Live.rule("custom-stalled", "w" + i);
            cluster.put(widget);
            targets.add(Target.of(widget));
        }

        VerifyResult result = verify(targets);

        assertThat(result.failures()).hasSize(8);
        assertThat(result.failures().stream()
                        .filter(failure -> !failure.details().isEmpty()))
                .hasSize(5);
        assertThat(cluster.count("LIST Event")).isEqualTo(1);
    }

    @Test
    void shouldSayThatAMissingObjectOnlyLacksItsLabel() {
        ObjectNode config = Live.object("v1", "ConfigMap", "prod", "settings");
        cluster.put(config);
        cluster.hide(config);

        assertThat(verify(config).reasonLines())
                .containsExactly(
                        "ConfigMap/settings in prod: missing: not found",
                        "  it exists, but the selector " + SELECTOR + " does not match it");
    }
}
