package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.WatchListener.Event;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches that end, in every way in which they do. */
class VerifierWatchTest extends VerifierFixture {
    private final ObjectNode waiting = Live.rule("custom-not-ready", "w");
    private final ObjectNode ready = Live.rule("custom-ready", "w");

    @BeforeEach
    void shouldBeThere() {
        cluster.put(waiting);
    }

    @Test
    void shouldGoOnFromTheLastVersionSeenWhenAWatchEnds() {
        at(1, () -> cluster.put(waiting));
        at(2, () -> cluster.endWatches(null));
        at(3, () -> cluster.put(ready));

        assertThat(verify(waiting).took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cluster.requests)
                .containsExactly("LIST Widget prod", "WATCH Widget prod 101", "WATCH Widget prod 102");
        assertThat(progress.lines).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void shouldGoOnFromABookmark() {
        at(1, () -> cluster.bookmark("Widget"));
        at(2, () -> cluster.endWatches(null));
        at(3, () -> cluster.put(ready));

        assertThat(verify(waiting).isHealthy()).isTrue();
        assertThat(cluster.requests).endsWith("WATCH Widget prod 102");
    }

    @Test
    void shouldListAgainWhenTheVersionIsGone() {
        at(1, () -> cluster.endWatches(ScriptedCluster.failure(Reason.GONE)));
        at(1, () -> cluster.put(ready));

        VerifyResult result = verify(waiting);

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(1));
        assertThat(cluster.count("LIST")).isEqualTo(2);
        assertThat(cluster.closedTwice).isZero();
        assertThat(progress.lines).noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void shouldNoticeWhatWasDeletedWhileTheVersionWasGone() {
        at(1, () -> cluster.deleteUnseen(waiting));

        at(2, () -> cluster.endWatches(ScriptedCluster.failure(Reason.GONE)));

        VerifyResult result = verify(waiting);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldSayThatTheConnectionBrokeAndTryAgain() {
        at(1, () -> cluster.endWatches(ScriptedCluster.failure(Reason.UNREACHABLE)));
        at(3, () -> cluster.put(ready));

        assertThat(verify(waiting).isHealthy()).isTrue();
        assertThat(progress.lines)
                .contains("warning: cannot follow Widget.example.org in prod for now, trying again: the server says"
                        + " UNREACHABLE");
    }

    @Test
    void shouldTryAgainAfterGrowingPausesWhileTheClusterIsAway() {
        at(1, () -> {
            cluster.refuse("WATCH Widget", ScriptedCluster.failure(Reason.UNREACHABLE));
            cluster.endWatches(null);
        });
        at(40, () -> cluster.refuse("WATCH Widget", null));
        at(50, () -> cluster.put(ready));

        VerifyResult result = verify(waiting);

        // tries at 0, 1, 2, 4, 8, 16, 26, 36 and, successfully, 46 seconds
        assertThat(result.took()).isEqualTo(Duration.ofSeconds(50));
        assertThat(cluster.count("WATCH")).isEqualTo(9);
        assertThat(cluster.count("LIST")).isEqualTo(1);
    }

    @Test
    void shouldNotSpinWhenTheServerEndsEachWatchAtOnce() {
        for (int second = 0; second < 60; second++) {
            at(second + 0.5, () -> cluster.endWatches(null));
        }

        assertThat(verify(waiting).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(cluster.count("WATCH")).isLessThanOrEqualTo(12);
    }

    @Test
    void shouldComeBackAtOnceAfterEachWatchThatHadSomethingToSay() {
        for (int second = 1; second < 20; second++) {
            at(second, () -> cluster.put(waiting));
            at(second + 0.1, () -> cluster.endWatches(null));
        }
        at(20, () -> cluster.put(ready));

        assertThat(verify(waiting).took()).isEqualTo(Duration.ofSeconds(20));
        assertThat(cluster.count("WATCH")).isEqualTo(20);
    }

    @Test
    void shouldNotListenToAWatchThatItHasGivenUp() {
        at(1, () -> {
            cluster.endWatches(ScriptedCluster.failure(Reason.GONE));
            cluster.put(waiting);
        });
        at(2, () -> cluster.tellEndedWatches(Event.MODIFIED, ready));
        at(2, () -> cluster.tellEndedWatches(Event.DELETED, waiting));
        at(3, () -> cluster.put(ready));

        assertThat(verify(waiting).took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void shouldTimeOutWhenTheClusterStaysAway() {
        at(1, () -> {
            cluster.refuse("WATCH Widget", ScriptedCluster.failure(Reason.UNREACHABLE));
            cluster.refuse("LIST Event", ScriptedCluster.failure(Reason.UNREACHABLE));
            cluster.endWatches(ScriptedCluster.failure(Reason.UNREACHABLE));
        });

        VerifyResult result = verify(waiting);

        assertThat(result.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(result.took()).isEqualTo(timeout);
        assertThat(result.reasonLines()).contains("  its events cannot be read: the server says UNREACHABLE");
    }

    @Test
    void shouldEndWhenThePermissionIsTakenAway() {
        at(1, () -> cluster.endWatches(ScriptedCluster.failure(Reason.FORBIDDEN)));

        assertThatThrownBy(() -> verify(waiting))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("FORBIDDEN");
        assertThat(cluster.openWatches()).isZero();
    }
}
