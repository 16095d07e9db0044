package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What became of each object so far, told to whoever listens as it happens. Safe to use from several threads. */
public final class Ledger {
    private final Progress progress;
    private final Consumer<ObjectResult> listener;
    private final Map<ResourceKey, ObjectResult> results = new LinkedHashMap<>();
    private final Map<ResourceKey, String> uids = new LinkedHashMap<>();
    private final Map<ResourceKey, String> seals = new LinkedHashMap<>();
    private final Set<ResourceKey> gone = new HashSet<>();

    /** @param listener hears each result once, one after the other */
    public Ledger(Progress progress, Consumer<ObjectResult> listener) {
        this.progress = progress;
        this.listener = listener;
    }

    /** Notes the end of an object; only the first is kept. */
    public synchronized void done(ResourceKey key, Outcome outcome, String message, Duration took) {
        ObjectResult result = new ObjectResult(key, outcome, message, took);
        if (results.putIfAbsent(key, result) == null) {
            listener.accept(result);
            if (outcome != Outcome.UNCHANGED) {
                progress.object(key, outcome.name().toLowerCase(Locale.ROOT), message);
            }
        }
    }

    /** Notes the end of an object that was pruned and is confirmed to be gone. */
    public synchronized void gone(ResourceKey key, String message, Duration took) {
        gone.add(key);
        done(key, Outcome.PRUNED, message, took);
    }

    /** @return whether a pruned object is confirmed to be gone; the others must stay in the inventory */
    public synchronized boolean isGone(ResourceKey key) {
        return gone.contains(key);
    }

    /** Notes of those of the objects that have not ended that they were not reached. */
    public synchronized void skipRest(Stream<ResourceKey> keys) {
        keys.forEach(key -> done(key, Outcome.SKIPPED, "not reached", Duration.ZERO));
    }

    /** Notes the end of a hook, which may run before and after the objects: its last end counts. */
    public synchronized void ran(ResourceKey key, Outcome outcome, String message, Duration took) {
        results.remove(key);
        done(key, outcome, message, took);
    }

    /** Notes the UID that an object turned out to have; an empty one says nothing. */
    public synchronized void uid(ResourceKey key, String uid) {
        if (!uid.isEmpty()) {
            uids.put(key, uid);
        }
    }

    /** @return the UID of an object that this deployment has seen; empty when it has not */
    public synchronized String uid(ResourceKey key) {
        return uids.getOrDefault(key, "");
    }

    /** Notes the seal under which the next plan will know an object again. */
    public synchronized void seal(ResourceKey key, String seal) {
        seals.put(key, seal);
    }

    /** @return the seal of an object that was applied or found unchanged; empty for any other */
    public synchronized String seal(ResourceKey key) {
        return seals.getOrDefault(key, "");
    }

    /** @return whether an object has ended */
    public synchronized boolean isDone(ResourceKey key) {
        return results.containsKey(key);
    }

    /** @return whether an object has ended with the outcome */
    public synchronized boolean is(ResourceKey key, Outcome outcome) {
        return results.containsKey(key) && results.get(key).outcome() == outcome;
    }

    /** @return the results so far, in the order in which they ended */
    public synchronized List<ObjectResult> results() {
        return new ArrayList<>(results.values());
    }

    /** @return the objects that failed so far */
    public synchronized List<ObjectResult> failures() {
        return results.values().stream()
                .filter(result -> result.outcome() == Outcome.FAILED)
                .toList();
    }

    /** @return whether anything so far has failed or was skipped */
    public synchronized boolean isIncomplete() {
        return results.values().stream()
                .anyMatch(result -> result.outcome() == Outcome.FAILED || result.outcome() == Outcome.SKIPPED);
    }

    /** @return the objects that were to be pruned and are still there, though nothing has failed; each with the reason */
    public synchronized List<ObjectResult> remaining() {
        return results.values().stream()
                .filter(result -> result.outcome() == Outcome.SKIPPED
                        || result.outcome() == Outcome.PRUNED && !gone.contains(result.key()))
                .toList();
    }

    /** @return {@code 2 created, 1 updated, 5 unchanged} */
    public synchronized String summary() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        results.values().forEach(result -> counts.merge(result.outcome(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach(
                (outcome, count) -> words.add(count + " " + outcome.name().toLowerCase(Locale.ROOT)));
        return words.isEmpty() ? "nothing done" : String.join(", ", words);
    }
}
