package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The record of a deployment that runs. It is saved at every step, so that a crash leaves a truthful part of it: steps
 * are saved at once, results and health of single objects at most every half second and never for more than a tenth of the
 * time, but soon in any case: what comes next may be a long wait. Safe to call from several threads.
 *
 * <p>When the very first save fails, nothing has been touched yet and the exception goes to the caller. A later failure
 * must not leave a half-applied cluster behind for the sake of a file: the next step tries again, and
 * {@link #finish} throws when the last state could not be saved.
 */
public final class RecordProgress {
    private static final Duration LEAST_PAUSE = Duration.ofMillis(500);
    private static final int SHARE = 10;

    /** Runs something after a pause, on another thread. */
    interface Timer {
        void after(Duration pause, Runnable task);
    }

    private final RecordStore store;
    private final Clock clock;
    private final Timer timer;
    private final RecordBuilder record;
    private String phase = "";
    private Instant phaseStarted = Instant.EPOCH;
    private Instant nextSave = Instant.MIN;
    private boolean late;
    private boolean ended;

    private RecordProgress(RecordStore store, Clock clock, Timer timer, RecordBuilder record) {
        this.store = store;
        this.clock = clock;
        this.timer = timer;
        this.record = record;
    }

    /**
     * Begins now and saves the record for the first time.
     *
     * @param record target, kind, actor and whatever else is known; its start is set here
     */
    public static RecordProgress start(RecordStore store, Clock clock, RecordBuilder record) {
        return start(
                store,
                clock,
                (pause, task) -> CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(task),
                record);
    }

    static RecordProgress start(RecordStore store, Clock clock, Timer timer, RecordBuilder record) {
        RecordProgress progress = new RecordProgress(
                store, clock, timer, record.state(State.RUNNING, "").started(clock.instant()));
        store.save(record.build());
        return progress;
    }

    /** A phase begins ({@code render}, {@code plan}, …) and ends the one before it. */
    public synchronized void phase(String name) {
        endPhase();
        phase = name;
        phaseStarted = clock.instant();
        save();
    }

    /** The source was rendered. */
    public synchronized void rendered(Optional<Commit> commit, List<Commit> since, Map<String, JsonNode> source) {
        record.commit(commit, since).source(source);
        save();
    }

    /** The app's deployment before this one became known. */
    public synchronized void follows(String previous) {
        record.previous(previous);
        save();
    }

    /** There is a plan, or a newer one. */
    public synchronized void planned(Plan plan) {
        record.plan(Optional.of(plan));
        save();
    }

    /** An object is done. */
    public synchronized void result(ObjectResult result) {
        record.result(result);
        saveSometimes();
    }

    /** The health of an object became known or changed. */
    public synchronized void health(ResourceKey key, Health health) {
        record.health(key, health);
        saveSometimes();
    }

    /** A step is complete that is not the last: applied, and now verified. */
    public synchronized void reached(State state) {
        record.state(state, "");
        save();
    }

    /**
     * The deployment has ended.
     *
     * @param message why it ended as it did; empty when all went well
     * @return the complete record
     * @throws GitOpsException when it could not be saved
     */
    public synchronized DeploymentRecord finish(State state, String message) {
        endPhase();
        record.state(state, message).finished(Optional.of(clock.instant()));
        DeploymentRecord complete = record.build();
        ended = true;
        store.save(complete);
        return complete;
    }

    /** @return the record as it stands */
    public synchronized DeploymentRecord current() {
        return record.build();
    }

    private void endPhase() {
        if (!phase.isEmpty()) {
            record.timing(phase, Duration.between(phaseStarted, clock.instant()));
            phase = "";
        }
    }

    private void saveSometimes() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSave)) {
            save();
        } else if (!late) {
            late = true;
            timer.after(Duration.between(now, nextSave), this::saveLate);
        }
    }

    private synchronized void saveLate() {
        if (late && !ended) {
            save();
        }
    }

    private void save() {
        late = false;
        Instant before = clock.instant();
        try {
            store.save(record.build());
        } catch (GitOpsException e) {
            // Tried again with the next step; finish() reports it when it lasts.
        }
        Instant after = clock.instant();
        Duration pause = Duration.between(before, after).multipliedBy(SHARE);
        nextSave = after.plus(pause.compareTo(LEAST_PAUSE) > 0 ? pause : LEAST_PAUSE);
    }
}
