package io.jenkins.plugins.gitops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each case is a line of the file. Records are separated by {@code ;} and written as {@code kind state minute+took}, with
 * {@code refused} for one that has written nothing, and the minutes of its commits behind {@code @}. The figures are:
 * deployments, failed, rollbacks, corrections, checked, refused, commits, before, deployment, total and restore, times in
 * minutes.
 */
class FiguresTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/io/jenkins/plugins/gitops/core/record/figures/cases.csv",
            delimiter = '|',
            numLinesToSkip = 1)
    void shouldCount(String name, String records, String figures) {
        List<DeploymentRecord> all = records == null
                ? List.of()
                : Arrays.stream(records.split(";"))
                        .map(String::strip)
                        .map(FiguresTest::record)
                        .toList();

        assertThat(words(Figures.of(all, START, START.plus(Duration.ofDays(2)))))
                .isEqualTo(figures);
    }

    private static String words(Figures figures) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d %d, %.1f a day, %s %s %s %s",
                figures.deployments(),
                figures.failed(),
                figures.rollbacks(),
                figures.corrections(),
                figures.checked(),
                figures.refused(),
                figures.commits(),
                figures.perDay(),
                minutes(figures.beforeDeployment()),
                minutes(figures.deployment()),
                minutes(figures.total()),
                minutes(figures.restore()));
    }

    private static String minutes(Optional<Duration> duration) {
        return duration.map(value -> String.valueOf(value.toMinutes())).orElse("-");
    }

    private static DeploymentRecord record(String text) {
        String[] words = text.split("[ +@]+");
        boolean refused = words[1].equals("refused");
        State state = refused ? State.FAILED : State.valueOf(words[1].toUpperCase(Locale.ROOT));
        Instant started = minute(words[2]);
        RecordBuilder record = Records.minimal()
                .kind(Kind.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_')))
                .state(state, "")
                .plan(Records.full().plan())
                .started(started);
        if (state != State.RUNNING) {
            record.finished(Optional.of(started.plus(Duration.ofMinutes(Long.parseLong(words[3])))));
        }
        if (!refused) {
            record.result(new ObjectResult(Records.WEB, Outcome.UPDATED, "", Duration.ZERO));
        }
        List<Commit> commits =
                Arrays.stream(words).skip(4).map(FiguresTest::commit).toList();
        return record.commit(commits.stream().findFirst(), commits).build();
    }

    private static Commit commit(String minute) {
        return new Commit("c" + minute, "A <a@example.org>", minute(minute), "Change", "main", "", List.of());
    }

    private static Instant minute(String text) {
        return START.plus(Duration.ofMinutes(Long.parseLong(text)));
    }
}
