package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;

/**
 * What is known of one target while it is waited for: {@link HealthRules}' answer for its latest state, corrected by
 * what only time and the rest of the cluster can tell. Used by the verifying thread alone.
 *
 * <ul>
 *   <li>A failure that is there from the moment at which the controller has seen the applied generation may be left
 *       over from before: the exceeded deadline of a Deployment that has just been rolled back to an older ReplicaSet
 *       stays until the first Pod moves, in a status of the new generation (observed on Kubernetes 1.36). It counts if
 *       it stays for {@link #LEFTOVER}.
 *   <li>A new custom resource without any status is held back for {@link #NO_STATUS}: its controller may be about to
 *       write one.
 *   <li>A Job that vanishes after it was seen complete is healthy: its {@code ttlSecondsAfterFinished} was up.
 * </ul>
 */
final class Tracked {
    static final Duration LEFTOVER = Duration.ofSeconds(5);
    static final Duration NO_STATUS = Duration.ofSeconds(3);
    private static final Duration NEW = Duration.ofMinutes(1);

    private final Target target;
    private final WaitClock clock;
    private final VerifyRequest request;
    private final Duration started;
    private ObjectNode live;
    private boolean present;
    private Health health = new Health(Health.Status.MISSING, "not found");
    private Duration firstSeen;
    private Duration firstObserved;
    private Duration readySince;
    private Duration assessAgain;
    private boolean onlyFailed = true;
    private PodFinding finding;

    /** @param request what it is waited for by */
    Tracked(Target target, WaitClock clock, VerifyRequest request) {
        this.target = target;
        this.clock = clock;
        this.request = request;
        this.started = clock.elapsed();
        this.assessAgain = request.each().isZero() ? null : started.plus(request.each());
    }

    /** Takes note of the object's state as listed or watched. */
    void saw(ObjectNode state) {
        if (firstSeen == null) {
            firstSeen = clock.elapsed();
        }
        live = state;
        present = true;
        assess();
    }

    /** Takes note that the object, which was there, is not any more, or not among those selected. */
    void lost(String why) {
        present = false;
        assessAgain = null;
        if (isJob() && health.status() == Health.Status.HEALTHY) {
            return;
        }
        boolean expires =
                isJob() && Json.at(live, "spec", "ttlSecondsAfterFinished").isNumber();
        set(expires ? new Health(Health.Status.MISSING, "removed before it was seen to complete") : Health.failed(why));
        live = null;
    }

    /** Takes note of what the Pods below the object tell; null when they tell nothing (any more). */
    void found(PodFinding podFinding) {
        if (Objects.equals(finding, podFinding)) {
            return;
        }
        finding = podFinding;
        if (live != null) {
            assess();
        }
    }

    /** Takes note of a health that was found out in another way than from the object. */
    void settle(Health known) {
        set(known);
    }

    /** Assesses again if the last answer was given for a limited time and that is up. */
    void tick() {
        if (assessAgain == null || assessAgain.compareTo(clock.elapsed()) > 0) {
            return;
        }
        if (live != null) {
            assess();
            return;
        }
        assessAgain = null;
        if (health.status() == Health.Status.MISSING) {
            set(Health.failed("not there after " + WaitWords.duration(request.each())));
        }
    }

    private void assess() {
        assessAgain = null;
        Health own = own();
        set(inTime(own.status() == Health.Status.PROGRESSING && finding != null ? withFinding(own) : own));
        if (health.isReady() && !isJob()) {
            live = null;
        }
    }

    /** Its own time-out turns what it is still waited for into the reason of a failure. */
    private Health inTime(Health known) {
        Duration limit = ObjectTimeout.of(live, request.each());
        if (limit.isZero() || known.status() != Health.Status.PROGRESSING) {
            return known;
        }
        Duration end = started.plus(limit);
        if (end.compareTo(clock.elapsed()) <= 0) {
            return Health.failed("not healthy after " + WaitWords.duration(limit) + ": " + known.reason());
        }
        assessAgain = assessAgain == null || end.compareTo(assessAgain) < 0 ? end : assessAgain;
        return known;
    }

    private Health withFinding(Health own) {
        if (Json.text(finding.pod(), "metadata", "uid").equals(Json.text(live, "metadata", "uid"))) {
            boolean told = finding.trouble().kind() != PodTrouble.Kind.CREATION
                    || own.reason().contains("Pods cannot be created");
            String reason = own.reason() + (told ? "" : "; " + finding.words());
            return finding.counts() ? Health.failed(reason) : Health.progressing(reason);
        }
        return finding.counts()
                ? Health.failed(finding.words())
                : Health.progressing(own.reason() + "; " + finding.words());
    }

    private boolean isJob() {
        return "Job.batch".equals(target.key().groupKind());
    }

    private Health own() {
        String uid = Json.text(live, "metadata", "uid");
        if (!target.uid().isEmpty() && !target.uid().equals(uid)) {
            return Health.failed("somebody deleted it and created another of the same name (UID " + uid + " instead of "
                    + target.uid() + ")");
        }
        if (Json.at(live, "metadata", "generation").asLong(0) < target.generation()) {
            return Health.progressing(
                    "generation " + target.generation() + ", which was applied, is not yet to be seen");
        }
        if (request.toEnd()) {
            return Completion.assess(live);
        }
        Health rule = HealthRules.assess(live, request.expressions());
        if (isObserved()) {
            firstObserved = firstObserved == null ? clock.elapsed() : firstObserved;
            onlyFailed &= rule.status() == Health.Status.FAILED;
        }
        if (rule.status() == Health.Status.FAILED && onlyFailed) {
            return held(
                    firstObserved.plus(LEFTOVER), Health.progressing(rule.reason() + " (perhaps from before)"), rule);
        }
        return rule.isReady() && awaitsFirstStatus()
                ? held(firstSeen.plus(NO_STATUS), Health.progressing("it has no status yet"), rule)
                : rule;
    }

    private Health held(Duration end, Health meanwhile, Health afterwards) {
        if (end.compareTo(clock.elapsed()) <= 0) {
            return afterwards;
        }
        assessAgain = end;
        return meanwhile;
    }

    private boolean awaitsFirstStatus() {
        String group = target.key().group();
        boolean custom = group.contains(".") && !group.endsWith(".k8s.io");
        return custom && Json.at(live, "status").isEmpty() && isNew();
    }

    private boolean isNew() {
        try {
            Instant created = Instant.parse(Json.text(live, "metadata", "creationTimestamp"));
            return created.isAfter(clock.now().minus(NEW));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void set(Health next) {
        health = next;
        if (!next.isReady()) {
            readySince = null;
            return;
        }
        finding = null;
        if (readySince == null) {
            readySince = clock.elapsed();
        }
    }

    Target target() {
        return target;
    }

    ResourceKey key() {
        return target.key();
    }

    Health health() {
        return health;
    }

    /**
     * @return the latest state; null when the object is not there, or is ready, so that thousands do not fill the heap
     */
    ObjectNode live() {
        return live;
    }

    /**
     * @return whether its controller has seen what was applied; before that its Pods may be those of the revision
     * before
     */
    boolean isObserved() {
        long generation = Json.at(live, "metadata", "generation").asLong(0);
        JsonNode observed = Json.at(live, "status", "observedGeneration");
        return generation >= target.generation() && (!observed.isNumber() || observed.asLong() >= generation);
    }

    /** @return whether it was there when the cluster was last asked */
    boolean isPresent() {
        return present;
    }

    /** @return what its Pods told last; null when nothing */
    PodFinding finding() {
        return finding;
    }

    /** @return since when it has been ready; null when it is not */
    Duration readySince() {
        return readySince;
    }

    /** @return when {@link #tick()} has something to do; null when only news can change the answer */
    Duration assessAgain() {
        return assessAgain;
    }
}
