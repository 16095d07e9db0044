package io.jenkins.plugins.gitops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordProgressTest {
    private final TestClock clock = new TestClock();
    private final TestStore store = new TestStore();
    private final Map<Runnable, Duration> later = new LinkedHashMap<>();

    @Test
    void shouldSaveEachStepSoThatACrashLeavesIt() {
        RecordProgress progress = start();
        assertThat(store.last().state()).isEqualTo(State.RUNNING);
        assertThat(store.last().started()).isEqualTo(Records.START);

        progress.phase("plan");
        progress.planned(Records.full().plan().orElseThrow());
        assertThat(store.last().plan()).isEqualTo(Records.full().plan());
        assertThat(store.last().state()).isEqualTo(State.RUNNING);

        clock.pass(Duration.ofSeconds(3));
        progress.phase("apply");
        assertThat(store.last().timings()).containsOnly(Map.entry("plan", Duration.ofSeconds(3)));

        clock.pass(Duration.ofSeconds(1));
        progress.result(result("a"));
        assertThat(store.last().results()).containsExactly(result("a"));
        assertThat(store.last().finished()).isEmpty();
    }

    @Test
    void shouldSaveResultsOfObjectsAtMostEveryHalfSecondAndAllAtTheEnd() {
        RecordProgress progress = start();
        progress.phase("apply");
        int before = store.saved.size();

        for (int i = 0; i < 100; i++) {
            clock.pass(Duration.ofMillis(20));
            progress.result(result("object-" + i));
            progress.health(Records.WEB, Health.progressing(i + " of 100"));
        }
        assertThat(store.saved.size() - before).isEqualTo(4);

        DeploymentRecord done = progress.finish(State.VERIFIED, "");
        assertThat(store.last()).isEqualTo(done);
        assertThat(done.results()).hasSize(100);
        assertThat(done.health()).containsOnly(Map.entry(Records.WEB, Health.progressing("99 of 100")));
        assertThat(done.finished()).contains(Records.START.plusSeconds(2));
        assertThat(done.timings()).containsEntry("apply", Duration.ofSeconds(2));
    }

    @Test
    void shouldSaveLessOftenWhenSavingIsSlow() {
        RecordProgress progress = start();
        store.takes = Duration.ofSeconds(1);
        progress.phase("apply");
        int before = store.saved.size();

        for (int i = 0; i < 9; i++) {
            clock.pass(Duration.ofSeconds(1));
            progress.result(result("object-" + i));
        }
        assertThat(store.saved).hasSize(before);

        clock.pass(Duration.ofSeconds(1));
        progress.result(result("last"));
        assertThat(store.saved).hasSize(before + 1);
    }

    /** What comes next may be a wait of an hour, and the program may die in it. */
    @Test
    void shouldSaveTheLastResultWithoutAnotherOne() {
        RecordProgress progress = start();
        progress.phase("apply");
        clock.pass(Duration.ofMillis(100));
        progress.result(result("a"));
        progress.result(result("b"));
        assertThat(store.last().results()).isEmpty();
        assertThat(later.values()).containsExactly(Duration.ofMillis(400));

        later.keySet().forEach(Runnable::run);

        assertThat(store.last().results()).containsExactly(result("a"), result("b"));
    }

    @Test
    void shouldNotSaveAgainLaterWhatWasSavedMeanwhile() {
        RecordProgress progress = start();
        progress.phase("apply");
        progress.result(result("a"));
        progress.finish(State.APPLIED, "");
        int saved = store.saved.size();

        later.keySet().forEach(Runnable::run);

        assertThat(store.saved).hasSize(saved);
    }

    @Test
    void shouldNotBeginWithoutARecord() {
        store.broken = true;

        assertThatThrownBy(() -> start()).isInstanceOf(GitOpsException.class);
    }

    @Test
    void shouldGoOnWhenAStepCannotBeSavedAndTellAtTheEnd() {
        RecordProgress progress = start();
        store.broken = true;
        progress.phase("apply");
        progress.result(result("a"));
        assertThat(progress.current().results()).containsExactly(result("a"));

        assertThatThrownBy(() -> progress.finish(State.APPLIED, "")).isInstanceOf(GitOpsException.class);

        store.broken = false;
        assertThat(progress.finish(State.APPLIED, "").results()).containsExactly(result("a"));
    }

    @Test
    void shouldSaveRenderedCommitAndState() {
        RecordProgress progress = start();
        DeploymentRecord full = Records.full();
        progress.rendered(full.commit(), full.commits(), full.source());
        progress.reached(State.APPLIED);

        assertThat(store.last().commit()).isEqualTo(full.commit());
        assertThat(store.last().source()).isEqualTo(full.source());
        assertThat(store.last().state()).isEqualTo(State.APPLIED);
    }

    @Test
    void shouldMakeIdsThatSortByTime() {
        Instant start = Instant.parse("2026-11-22T16:41:51.009Z");
        List<String> ids = Stream.of(0, 1, 990, 991)
                .map(later -> Clock.fixed(start.plusMillis(later), ZoneOffset.UTC))
                .map(at -> new RecordIds(at, new Random(at.millis())).next())
                .toList();

        assertThat(ids).isSorted().allMatch(RecordIds::isId);
        assertThat(ids.get(0)).startsWith("20261122-164151-009");
    }

    @Test
    void shouldTellApartWhatIsDeployedInTheSameMillisecond() {
        RecordIds ids = new RecordIds(clock, new Random(1));

        assertThat(Stream.generate(ids::next).limit(100)).doesNotHaveDuplicates();
    }

    private RecordProgress start() {
        return RecordProgress.start(store, clock, (pause, task) -> later.put(task, pause), Records.minimal());
    }

    private static ObjectResult result(String name) {
        return new ObjectResult(
                new ResourceKey("", "ConfigMap", "web", name), Outcome.CREATED, "", Duration.ofMillis(5));
    }

    private final class TestStore implements RecordStore {
        private final List<DeploymentRecord> saved = new ArrayList<>();
        private Duration takes = Duration.ZERO;
        private boolean broken;

        @Override
        public void save(DeploymentRecord record) {
            if (broken) {
                throw new GitOpsException("disk full");
            }
            clock.pass(takes);
            saved.add(record);
        }

        @Override
        public Optional<DeploymentRecord> load(String app, String environment, String id) {
            return Optional.empty();
        }

        @Override
        public List<String> ids(String app, String environment) {
            return List.of();
        }

        private DeploymentRecord last() {
            return saved.get(saved.size() - 1);
        }
    }

    private static final class TestClock extends Clock {
        private Instant now = Records.START;

        private void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
