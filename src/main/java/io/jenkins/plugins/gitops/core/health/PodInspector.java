package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks, from time to time and only for objects that are not ready, at what the objects themselves do not tell: the
 * Pods below a workload, and the events of a claim or of a Job that is gone. A few lists a look, whatever the number of
 * objects.
 *
 * <p>What it finds counts as soon as it has lasted for its {@link PodTrouble#patience()}. Two things never count: a
 * crash below a Job, whose {@code backoffLimit} decides, and an unschedulable Pod for which an autoscaler has ordered a
 * node or the scheduler makes room.
 */
final class PodInspector {
    static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final Duration OFTEN = Duration.ofSeconds(2);
    private static final Duration SELDOM = Duration.ofSeconds(5);
    private static final Duration OFTEN_UNTIL = Duration.ofSeconds(20);
    private static final int AT_ONCE = 10;
    private static final String CREATION = PodTrouble.Kind.CREATION.name();
    private static final String STUCK = "of the old revision; a StatefulSet replaces it only when it is deleted";
    private static final Set<String> INSPECTED = Set.of(
            "Deployment.apps",
            "StatefulSet.apps",
            "DaemonSet.apps",
            "ReplicaSet.apps",
            "Job.batch",
            "Pod",
            "PersistentVolumeClaim");

    private final ClusterGateway gateway;
    private final WaitClock clock;
    private final Progress progress;
    private final Children children;
    private final Duration started;
    private final Map<Tracked, Map<String, Duration>> firstSeen = new HashMap<>();
    private final Map<Tracked, Duration> lookedAt = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private Duration nextLook;

    PodInspector(ClusterGateway gateway, WaitClock clock, Progress progress) {
        this.gateway = gateway;
        this.clock = clock;
        this.progress = progress;
        this.children = new Children(gateway);
        this.started = clock.elapsed();
        this.nextLook = started.plus(FIRST_LOOK);
    }

    /** @return when the next look is due */
    Duration nextLook() {
        return nextLook;
    }

    /** @return whether there is anything to learn about the object besides itself */
    static boolean inspects(Tracked object) {
        return INSPECTED.contains(object.key().groupKind());
    }

    /** Looks at those of the objects that were not looked at for longest, if it is time; tells them what it found. */
    void lookIfDue(Collection<Tracked> unready) {
        Duration now = clock.elapsed();
        if (nextLook.compareTo(now) > 0) {
            return;
        }
        Events events = new Events(gateway);
        unready.stream()
                .filter(PodInspector::inspects)
                .sorted(Comparator.comparing(object -> lookedAt.getOrDefault(object, Duration.ZERO)))
                .limit(AT_ONCE)
                .toList()
                .forEach(object -> look(object, events));
        boolean early = now.minus(started).compareTo(OFTEN_UNTIL) < 0;
        nextLook = clock.elapsed().plus(early ? OFTEN : SELDOM);
    }

    private void look(Tracked object, Events events) {
        lookedAt.put(object, clock.elapsed());
        try {
            if (object.live() == null) {
                lookAtGoneJob(object, events);
            } else if (object.key().kind().equals("PersistentVolumeClaim")) {
                lookAtClaim(object, events);
            } else if (object.isObserved()) {
                object.found(worst(object, events).orElse(null));
            }
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            if (warned.add(e.getMessage())) {
                progress.warn("cannot see what is below " + object.key().shortName()
                        + ", failures there are noticed late: " + e.getMessage());
            }
        }
    }

    private void lookAtGoneJob(Tracked object, Events events) {
        String uid = object.target().uid();
        String namespace = object.key().namespace();
        if (!object.key().groupKind().equals("Job.batch") || uid.isEmpty()) {
            return;
        }
        if (events.anyOf(namespace, uid, List.of("Completed"))) {
            object.settle(new Health(Health.Status.HEALTHY, "completed, and removed since"));
        } else if (events.anyOf(namespace, uid, List.of("BackoffLimitExceeded", "DeadlineExceeded"))) {
            object.settle(Health.failed("failed, and removed since"));
        }
    }

    private static void lookAtClaim(Tracked object, Events events) {
        String uid = Json.text(object.live(), "metadata", "uid");
        boolean nodeChosen =
                Json.at(object.live(), "metadata", "annotations").has("volume.kubernetes.io/selected-node");
        if (!nodeChosen
                && events.latest(object.key().namespace(), uid, "WaitForFirstConsumer")
                        .isPresent()) {
            object.settle(new Health(Health.Status.HEALTHY, "not bound until a Pod uses it (WaitForFirstConsumer)"));
        }
    }

    private Optional<PodFinding> worst(Tracked object, Events events) {
        Map<String, Duration> before = firstSeen.getOrDefault(object, Map.of());
        Map<String, Duration> seen = new HashMap<>();
        Optional<PodFinding> worst = children.pods(object.live()).stream()
                .flatMap(pod -> PodTrouble.of(pod)
                        .map(trouble -> {
                            String id = Json.text(pod, "metadata", "uid") + trouble.kind() + trouble.container();
                            Duration since = before.getOrDefault(id, clock.elapsed());
                            seen.put(id, since);
                            return finding(object, pod, trouble, clock.elapsed().minus(since), events);
                        })
                        .stream())
                .max(Comparator.comparing(PodFinding::counts));
        if (worst.filter(PodFinding::counts).isEmpty()) {
            Optional<PodTrouble> refused = refused(object, events);
            if (refused.isPresent()) {
                Duration since = before.getOrDefault(CREATION, clock.elapsed());
                seen.put(CREATION, since);
                boolean counts =
                        clock.elapsed().minus(since).compareTo(refused.get().patience()) >= 0;
                worst = Optional.of(new PodFinding(object.live(), refused.get(), counts, ""));
            }
        }
        firstSeen.put(object, seen);
        return worst;
    }

    /** Deployments and ReplicaSets say in their status that Pods are refused, the others only in events. */
    private static Optional<PodTrouble> refused(Tracked object, Events events) {
        ObjectNode live = object.live();
        return switch (object.key().kind()) {
            case "Deployment", "ReplicaSet" ->
                Condition.holding(live, "ReplicaFailure").map(condition -> PodTrouble.creation(condition.message()));
            case "StatefulSet", "DaemonSet", "Job" ->
                events.latest(object.key().namespace(), Json.text(live, "metadata", "uid"), "FailedCreate")
                        .map(PodTrouble::creation);
            default -> Optional.empty();
        };
    }

    private static PodFinding finding(
            Tracked object, ObjectNode pod, PodTrouble trouble, Duration lasted, Events events) {
        boolean counts = lasted.compareTo(trouble.patience()) >= 0;
        if (trouble.kind() == PodTrouble.Kind.UNSCHEDULABLE && counts && nodeIsComing(pod, events)) {
            return new PodFinding(pod, trouble, false, "a node is on its way");
        }
        if (trouble.kind() == PodTrouble.Kind.CRASH && object.key().kind().equals("Job")) {
            return new PodFinding(pod, trouble, false, "");
        }
        return new PodFinding(pod, trouble, counts, isStuck(object, pod) ? STUCK : "");
    }

    private static boolean isStuck(Tracked object, ObjectNode pod) {
        String revision = Json.text(pod, "metadata", "labels", "controller-revision-hash");
        return object.key().kind().equals("StatefulSet")
                && !revision.isEmpty()
                && !revision.equals(Json.text(object.live(), "status", "updateRevision"));
    }

    /** The events are those of the cluster autoscaler and of Karpenter. */
    private static boolean nodeIsComing(ObjectNode pod, Events events) {
        return !Json.text(pod, "status", "nominatedNodeName").isEmpty()
                || events.anyOf(
                        Json.text(pod, "metadata", "namespace"),
                        Json.text(pod, "metadata", "uid"),
                        List.of("TriggeredScaleUp", "Nominated"));
    }
}
