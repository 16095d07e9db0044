package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Failure;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One run of {@link Verifier}: a loop in the calling thread, which judges after all news and otherwise sleeps until the
 * next thing is due.
 */
final class Verification {
    private final ClusterGateway gateway;
    private final WaitClock clock;
    private final VerifyRequest request;
    private final Watches watches;
    private final TrackedObjects objects;
    private final Followed followed;
    private final PodInspector inspector;
    private final WaitReporter reporter;
    private final Duration started;
    private final Duration deadline;

    Verification(ClusterGateway gateway, WaitClock clock, Progress progress, VerifyRequest request) {
        this.gateway = gateway;
        this.clock = clock;
        this.request = request;
        this.watches = new Watches(gateway, clock);
        this.objects = new TrackedObjects(request, gateway, clock, progress);
        this.followed = new Followed(gateway, watches);
        this.inspector = new PodInspector(followed, clock, progress);
        this.reporter = new WaitReporter(progress, clock, objects);
        this.started = clock.elapsed();
        this.deadline = started.plus(request.timeout());
    }

    VerifyResult run() {
        try {
            list();
            if (!request.toEnd()) {
                reporter.started();
            }
            Verdict verdict = await();
            Evidence evidence = new Evidence(gateway, request.labelSelector(), followed.orListed());
            return result(verdict, evidence.collect(blamed(verdict)));
        } catch (InterruptedException e) {
            return interrupted();
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                return interrupted();
            }
            throw e;
        } finally {
            watches.close();
        }
    }

    private void list() {
        record Place(ResourceType type, String namespace) {}
        Set<Place> places = new LinkedHashSet<>();
        for (Tracked object : objects.all()) {
            gateway.type(object.target().type())
                    .ifPresentOrElse(
                            type -> places.add(new Place(type, object.key().namespace())),
                            () -> object.settle(Health.failed("the cluster does not serve "
                                    + object.target().type())));
        }
        for (Place place : places) {
            watches.add(place.type(), place.namespace(), request.labelSelector(), objects)
                    .list();
        }
    }

    private Verdict await() throws InterruptedException {
        while (true) {
            objects.all().forEach(Tracked::tick);
            inspector.look(waiting());
            reporter.changes();
            Optional<Verdict> verdict = verdict();
            if (verdict.isPresent()) {
                return verdict.get();
            }
            watches.maintain();
            watches.await(untilNextDue());
        }
    }

    private List<Tracked> waiting() {
        return objects.unready().stream()
                .filter(object -> object.health().status() != Health.Status.FAILED || !request.failFast())
                .toList();
    }

    private Optional<Verdict> verdict() {
        boolean failed = !objects.in(Health.Status.FAILED).isEmpty();
        List<Tracked> unready = objects.unready();
        boolean allDecided = unready.size() == objects.in(Health.Status.FAILED).size();
        boolean late = deadline.compareTo(clock.elapsed()) <= 0;
        if (unready.isEmpty()) {
            return stable() ? Optional.of(Verdict.HEALTHY) : Optional.empty();
        }
        reporter.unstable();
        if (failed && (request.failFast() || allDecided || late)) {
            return Optional.of(Verdict.FAILED);
        }
        return late ? Optional.of(Verdict.TIMED_OUT) : Optional.empty();
    }

    private boolean stable() {
        if (stableAt().orElseThrow().compareTo(clock.elapsed()) <= 0) {
            return true;
        }
        reporter.stabilising(request.stabilisation());
        return false;
    }

    private Optional<Duration> stableAt() {
        return objects.allReadySince().map(since -> since.plus(request.stabilisation()));
    }

    private Duration untilNextDue() {
        Stream<Duration> due = Stream.of(
                        stableAt().or(() -> Optional.of(deadline)),
                        objects.nextTick(),
                        inspector.nextLook(),
                        Optional.of(reporter.nextSummary()))
                .flatMap(Optional::stream);
        Duration wait = Stream.concat(due, watches.nextAttempts())
                .min(Comparator.naturalOrder())
                .orElse(deadline)
                .minus(clock.elapsed());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private List<Tracked> blamed(Verdict verdict) {
        return switch (verdict) {
            case FAILED -> objects.in(Health.Status.FAILED);
            case TIMED_OUT -> objects.unready();
            default -> List.of();
        };
    }

    private VerifyResult interrupted() {
        Thread.currentThread().interrupt();
        return result(Verdict.INTERRUPTED, List.of());
    }

    private VerifyResult result(Verdict verdict, List<Failure> failures) {
        Map<ResourceKey, Duration> readyAfter = new LinkedHashMap<>();
        for (Tracked object : objects.all()) {
            if (object.readySince() != null) {
                readyAfter.put(object.key(), object.readySince().minus(started));
            }
        }
        return new VerifyResult(
                verdict, objects.health(), failures, readyAfter, clock.elapsed().minus(started));
    }
}
