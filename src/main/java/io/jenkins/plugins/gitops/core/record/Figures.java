package io.jenkins.plugins.gitops.core.record;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How well changes flow to one environment, from its records. Times are medians: one long weekend says nothing of the rest.
 *
 * @param deployments how many deployments have begun to write
 * @param rollbacks how many rollbacks were applied
 * @param corrections how many times drift was put back
 * @param checked how many plans and deployments were checked before anything was written
 * @param refused how many of them were refused then
 * @param failed how many deployments failed, were not healthy, were cut off, or were rolled back by what came next
 * @param commits how many commits have arrived with good deployments
 * @param perDay good deployments a day
 * @param beforeDeployment from a commit to the beginning of the deployment that brought it: review, build and tests
 * @param deployment how long a good deployment took
 * @param total from a commit to the end of the deployment that brought it
 * @param restore from the end of a failed deployment to the end of the next one that was good
 */
public record Figures(
        int deployments,
        int rollbacks,
        int corrections,
        int checked,
        int refused,
        int failed,
        int commits,
        double perDay,
        Optional<Duration> beforeDeployment,
        Optional<Duration> deployment,
        Optional<Duration> total,
        Optional<Duration> restore) {

    /** @return the share of deployments that failed, 0 to 1; empty when there was none */
    public Optional<Double> failureRate() {
        return share(failed, deployments);
    }

    /** @return the share of what was checked that passed, 0 to 1; empty when nothing was */
    public Optional<Double> checkRate() {
        return share(checked - refused, checked);
    }

    private static Optional<Double> share(int part, int whole) {
        return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
    }

    /**
     * @param records the records of one app and environment, in any order; those that began before {@code from} or not
     *     before {@code to} do not count
     */
    public static Figures of(List<DeploymentRecord> records, Instant from, Instant to) {
        List<DeploymentRecord> window = records.stream()
                .filter(record ->
                        !record.started().isBefore(from) && record.started().isBefore(to))
                .sorted(Comparator.comparing(DeploymentRecord::started))
                .toList();
        List<DeploymentRecord> done = window.stream()
                .filter(record -> record.kind() != Kind.DRY_RUN && !isRefused(record))
                .toList();
        List<DeploymentRecord> good = new ArrayList<>();
        List<DeploymentRecord> bad = new ArrayList<>();
        List<Duration> restore = new ArrayList<>();
        Optional<Instant> broken = Optional.empty();
        for (int i = 0; i < done.size(); i++) {
            DeploymentRecord record = done.get(i);
            boolean wentBack = i + 1 < done.size() && done.get(i + 1).kind() == Kind.ROLLBACK;
            if (!isApplied(record) || record.kind() == Kind.DEPLOY && wentBack) {
                if (record.kind() == Kind.DEPLOY) {
                    bad.add(record);
                }
                broken = broken.or(() -> Optional.of(end(record)));
                continue;
            }
            if (record.kind() == Kind.DEPLOY) {
                good.add(record);
            }
            broken.ifPresent(since -> restore.add(Duration.between(since, end(record))));
            broken = Optional.empty();
        }
        List<Duration> before = new ArrayList<>();
        List<Duration> total = new ArrayList<>();
        Set<String> commits = new HashSet<>();
        for (DeploymentRecord record : good) {
            Stream.concat(record.commit().stream(), record.commits().stream())
                    .filter(commit -> commits.add(commit.id()))
                    .map(Commit::time)
                    .forEach(time -> {
                        before.add(Duration.between(time, record.started()));
                        total.add(Duration.between(time, end(record)));
                    });
        }
        double days = Duration.between(from, to).toMillis()
                / (double) Duration.ofDays(1).toMillis();
        return new Figures(
                good.size() + bad.size(),
                count(done, Kind.ROLLBACK),
                count(done, Kind.CORRECT),
                (int) window.stream()
                        .filter(record -> record.plan().isPresent() || isRefused(record))
                        .count(),
                (int) window.stream().filter(Figures::isRefused).count(),
                bad.size(),
                commits.size(),
                days <= 0 ? 0 : good.size() / days,
                median(before),
                median(good.stream()
                        .map(record -> Duration.between(record.started(), end(record)))
                        .toList()),
                median(total),
                median(restore));
    }

    private static boolean isApplied(DeploymentRecord record) {
        return record.state() == State.APPLIED || record.state() == State.VERIFIED;
    }

    /** Nothing was written. */
    private static boolean isRefused(DeploymentRecord record) {
        return record.state() == State.FAILED && record.results().isEmpty();
    }

    private static int count(List<DeploymentRecord> records, Kind kind) {
        return (int) records.stream()
                .filter(record -> record.kind() == kind && isApplied(record))
                .count();
    }

    private static Instant end(DeploymentRecord record) {
        return record.finished().orElse(record.started());
    }

    private static Optional<Duration> median(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2));
    }
}
