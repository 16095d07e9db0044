package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells people how the waiting goes: a line for each change of an object's state, and one line for all that is still
 * waited for when nothing was told for {@link #QUIET}. Objects that are ready from the start are only counted.
 */
final class WaitReporter {
    static final Duration QUIET = Duration.ofSeconds(10);
    private static final int NAMED = 3;

    private final Progress progress;
    private final WaitClock clock;
    private final TrackedObjects objects;
    private final Map<Tracked, Health.Status> told = new HashMap<>();
    private boolean toldStable;
    private Duration nextSummary;

    WaitReporter(Progress progress, WaitClock clock, TrackedObjects objects) {
        this.progress = progress;
        this.clock = clock;
        this.objects = objects;
        this.nextSummary = clock.elapsed().plus(QUIET);
    }

    /** Tells how things are at the start. */
    void started() {
        objects.all().stream().filter(object -> object.health().isReady()).forEach(this::note);
        progress.info(WaitWords.objects(objects.all().size()) + " to verify, " + told.size() + " healthy already");
        changes();
    }

    /** Tells what has changed since the last call, or what is waited for when that was long ago. */
    void changes() {
        for (Tracked object : objects.all()) {
            if (object.health().status() != told.get(object)) {
                note(object);
                progress.object(
                        object.key(),
                        WaitWords.state(object.health()),
                        object.health().reason());
            }
        }
        if (nextSummary.compareTo(clock.elapsed()) <= 0) {
            summary();
        }
    }

    /** Tells, once in a row, that all are ready and are watched whether they stay so. */
    void stabilising(Duration window) {
        if (!toldStable) {
            progress.info("all are healthy; watching for " + WaitWords.duration(window) + " whether they stay so");
        }
        toldStable = true;
    }

    /** Takes note that not all are ready (any more). */
    void unstable() {
        toldStable = false;
    }

    /** @return when there will be something to tell even if nothing happens */
    Duration nextSummary() {
        return nextSummary;
    }

    private void note(Tracked object) {
        told.put(object, object.health().status());
        nextSummary = clock.elapsed().plus(QUIET);
    }

    private void summary() {
        nextSummary = clock.elapsed().plus(QUIET);
        List<Tracked> waiting = objects.unready();
        if (waiting.isEmpty()) {
            return;
        }
        String named = waiting.stream()
                .limit(NAMED)
                .map(object -> object.key().shortName() + ": " + object.health().reason())
                .collect(Collectors.joining("; "));
        int more = waiting.size() - NAMED;
        progress.info("waiting for " + waiting.size() + " of "
                + WaitWords.objects(objects.all().size()) + ": " + named + (more > 0 ? "; and " + more + " more" : ""));
    }
}
