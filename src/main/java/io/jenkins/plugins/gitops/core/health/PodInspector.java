package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks, for objects that are not ready, at what the objects themselves do not tell: the Pods below a workload, and the
 * events of a claim or of a Job that is gone. A look costs nothing but the first question about a kind in a namespace,
 * so it follows all news.
 *
 * <p>What it finds counts as soon as it has lasted for its {@link PodTrouble#patience()}. Two things never count: a
 * crash below a Job, whose {@code backoffLimit} decides, and an unschedulable Pod for which an autoscaler has ordered a
 * node or the scheduler makes room.
 */
final class PodInspector {
    /** How long nothing is asked about what may be ready by itself. */
    static final Duration FIRST_LOOK = Duration.ofSeconds(2);

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

    private final WaitClock clock;
    private final Progress progress;
    private final Children children;
    private final Events events;
    private final Patience patience;
    private final Duration firstLook;
    private final Set<String> warned = new HashSet<>();

    /** @param below knows Pods, ReplicaSets and events */
    PodInspector(Kin.Source below, WaitClock clock, Progress progress) {
        this.clock = clock;
        this.progress = progress;
        this.children = new Children(below);
        this.events = new Events(below);
        this.patience = new Patience(clock);
        this.firstLook = clock.elapsed().plus(FIRST_LOOK);
    }

    /** @return when to look even if there is no news; empty when only news can tell more */
    Optional<Duration> nextLook() {
        return isTooEarly() ? Optional.of(firstLook) : patience.next();
    }

    /** Looks at what belongs to the objects, unless it is too early, and tells them what it found. */
    void look(Collection<Tracked> unready) {
        if (isTooEarly()) {
            return;
        }
        patience.begin();
        unready.stream()
                .filter(object -> INSPECTED.contains(object.key().groupKind()))
                .forEach(this::look);
    }

    private boolean isTooEarly() {
        return firstLook.compareTo(clock.elapsed()) > 0;
    }

    private void look(Tracked object) {
        try {
            if (object.live() == null) {
                lookAtGoneJob(object);
            } else if (object.key().kind().equals("PersistentVolumeClaim")) {
                lookAtClaim(object);
            } else if (object.isObserved()) {
                object.found(worst(object).orElse(null));
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

    private void lookAtGoneJob(Tracked object) {
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

    private void lookAtClaim(Tracked object) {
        String uid = Json.text(object.live(), "metadata", "uid");
        boolean nodeChosen =
                Json.at(object.live(), "metadata", "annotations").has("volume.kubernetes.io/selected-node");
        if (!nodeChosen
                && events.latest(object.key().namespace(), uid, "WaitForFirstConsumer")
                        .isPresent()) {
            object.settle(new Health(Health.Status.HEALTHY, "not bound until a Pod uses it (WaitForFirstConsumer)"));
        }
    }

    private Optional<PodFinding> worst(Tracked object) {
        Optional<PodFinding> worst = children.pods(object.live()).stream()
                .flatMap(pod -> PodTrouble.of(pod).map(trouble -> finding(object, pod, trouble)).stream())
                .max(Comparator.comparing(PodFinding::counts));
        if (worst.filter(PodFinding::counts).isPresent()) {
            return worst;
        }
        return refused(object)
                .map(trouble ->
                        new PodFinding(object.live(), trouble, patience.isUp(object, CREATION, trouble.patience()), ""))
                .or(() -> worst);
    }

    /** Deployments and ReplicaSets say in their status that Pods are refused, the others only in events. */
    private Optional<PodTrouble> refused(Tracked object) {
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

    private PodFinding finding(Tracked object, ObjectNode pod, PodTrouble trouble) {
        String id = Json.text(pod, "metadata", "uid") + trouble.kind() + trouble.container();
        boolean counts = patience.isUp(object, id, trouble.patience());
        if (trouble.kind() == PodTrouble.Kind.UNSCHEDULABLE && counts && nodeIsComing(pod)) {
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
    private boolean nodeIsComing(ObjectNode pod) {
        return !Json.text(pod, "status", "nominatedNodeName").isEmpty()
                || events.anyOf(
                        Json.text(pod, "metadata", "namespace"),
                        Json.text(pod, "metadata", "uid"),
                        List.of("TriggeredScaleUp", "Nominated"));
    }
}
