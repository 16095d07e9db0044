package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Failure;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gathers, once and at the end, why objects are not healthy: condition → event → container state → last log lines. The
 * first {@value #IN_DETAIL} objects are looked into; the others keep their one-line reason. What cannot be read is said
 * and never hides what was found before.
 */
final class Evidence {
    private static final int IN_DETAIL = 5;
    private static final int EVENTS = 3;
    private static final int LOG_LINES = 8;
    private static final Set<String> WORKLOADS =
            Set.of("Deployment.apps", "StatefulSet.apps", "DaemonSet.apps", "ReplicaSet.apps", "Job.batch", "Pod");

    private static final Set<String> BAD_WHEN_TRUE =
            Set.of("ReplicaFailure", "Failed", "FailureTarget", "Stalled", "Reconciling", "Suspended");

    private final ClusterGateway gateway;
    private final Children children;
    private final Events events;
    private final String selector;

    /**
     * @param selector what selects the objects among others of their kinds, or an empty string
     * @param below knows Pods, ReplicaSets and events
     */
    Evidence(ClusterGateway gateway, String selector, Kin.Source below) {
        this.gateway = gateway;
        this.children = new Children(below);
        this.events = new Events(below);
        this.selector = selector;
    }

    /** @return what is wrong with each of the objects */
    List<Failure> collect(List<Tracked> unhealthy) {
        List<Failure> failures = new ArrayList<>();
        for (Tracked object : unhealthy) {
            failures.add(new Failure(
                    object.key(), object.health(), failures.size() < IN_DETAIL ? details(object) : List.of()));
        }
        return List.copyOf(failures);
    }

    private List<String> details(Tracked object) {
        List<String> lines = new ArrayList<>();
        ObjectNode live = object.live();
        if (live == null) {
            lines.addAll(readable("the object", () -> unselected(object)));
            return lines;
        }
        lines.addAll(conditions(live));
        lines.addAll(readable("its events", () -> warnings(live)));
        if (WORKLOADS.contains(object.key().groupKind())) {
            lines.addAll(readable("its Pods", () -> pod(object)));
        }
        return lines;
    }

    /** What cannot be read becomes a line of its own. */
    private static List<String> readable(String what, Supplier<List<String>> read) {
        try {
            return read.get();
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            return List.of(what + " cannot be read: " + WaitWords.oneLine(e.getMessage()));
        }
    }

    private List<String> unselected(Tracked object) {
        boolean there = !selector.isEmpty()
                && gateway.type(object.target().type())
                        .flatMap(type -> gateway.get(
                                type, object.key().namespace(), object.key().name()))
                        .isPresent();
        return there ? List.of("it exists, but the selector " + selector + " does not match it") : List.of();
    }

    private static List<String> conditions(ObjectNode live) {
        return Json.elements(live, "status", "conditions")
                .map(node -> Condition.of(live, Json.text(node, "type")).orElseThrow())
                .filter(condition -> BAD_WHEN_TRUE.contains(condition.type()) == condition.isTrue())
                .map(condition -> "condition " + condition.type() + "=" + condition.status() + ": "
                        + WaitWords.oneLine(condition.words()))
                .toList();
    }

    private List<String> warnings(ObjectNode live) {
        return events.warnings(Json.text(live, "metadata", "namespace"), Json.text(live, "metadata", "uid"), EVENTS);
    }

    private List<String> pod(Tracked object) {
        Optional<ObjectNode> worst = Optional.ofNullable(object.finding())
                .filter(finding -> finding.trouble().kind() != PodTrouble.Kind.CREATION)
                .map(PodFinding::pod)
                .or(() -> children.pods(object.live()).stream()
                        .filter(pod -> !HealthRules.assess(pod).isReady())
                        .min(Comparator.comparing(
                                        (ObjectNode pod) -> PodTrouble.of(pod).isEmpty())
                                .thenComparing(pod -> HealthRules.assess(pod).status() != Health.Status.FAILED)));
        if (worst.isEmpty()) {
            return List.of();
        }
        ObjectNode pod = worst.get();
        List<String> lines = new ArrayList<>();
        if (pod != object.live()) {
            lines.addAll(readable("the Pod's events", () -> warnings(pod)));
            lines.add("Pod " + Json.text(pod, "metadata", "name") + ": "
                    + WaitWords.oneLine(HealthRules.assess(pod).reason()));
        }
        lines.addAll(log(pod));
        return lines;
    }

    private List<String> log(ObjectNode pod) {
        Optional<JsonNode> status = Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> Json.elements(pod, "status", field))
                .filter(Evidence::hasRunButIsNotReady)
                .findFirst();
        if (status.isEmpty()) {
            return List.of();
        }
        String container = Json.text(status.get(), "name");
        boolean waiting = Json.at(status.get(), "state", "waiting").isObject();
        return readable("the log of container " + container, () -> {
            String log = gateway.log(
                    Json.text(pod, "metadata", "namespace"),
                    Json.text(pod, "metadata", "name"),
                    container,
                    LOG_LINES,
                    waiting);
            List<String> last = log.lines().filter(line -> !line.isBlank()).toList();
            return Stream.concat(
                            Stream.of("last log lines of container " + container + (last.isEmpty() ? ": none" : ":")),
                            last.subList(Math.max(0, last.size() - LOG_LINES), last.size()).stream()
                                    .map(line -> "| " + WaitWords.oneLine(line)))
                    .toList();
        });
    }

    /** An init container that has done its work is not ready either, but has ended with exit code 0. */
    private static boolean hasRunButIsNotReady(JsonNode status) {
        boolean ran = status.path("state").has("running")
                || Json.at(status, "state", "terminated", "exitCode").asInt(0) != 0
                || Json.at(status, "lastState", "terminated").isObject();
        return ran && !status.path("ready").asBoolean(false);
    }
}
