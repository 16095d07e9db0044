package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a Pod will probably never become ready, long before a Deployment's progress deadline (600 s) says so. kstatus and
 * Helm wait for that deadline; Argo CD reads the same container states and marks the Pod degraded.
 *
 * <p>Each trouble has a patience, the time for which it must be seen without a break before it counts, so that an error
 * that passes does not fail a deployment:
 *
 * <ul>
 *   <li>none for states that a container reaches only after a failed try ({@code ImagePullBackOff},
 *       {@code CrashLoopBackOff}), for images that cannot be pulled by definition ({@code InvalidImageName},
 *       {@code ErrImageNeverPull}), and for a container that has just failed after at least {@value #CRASHES} restarts;
 *   <li>{@value #ERROR_SECONDS} s for first tries that failed ({@code ErrImagePull}, {@code CreateContainerError},
 *       {@code RunContainerError} and what else is named like them, by Argo CD's pattern);
 *   <li>{@value #CONFIG_SECONDS} s for {@code CreateContainerConfigError}: the ConfigMap or Secret that is missing may
 *       be another controller's to make;
 *   <li>{@value #UNSCHEDULABLE_SECONDS} s for {@code Unschedulable}, kstatus's figure. Whether a node is on its way is
 *       in the Pod's events, not here;
 *   <li>{@value #CREATION_SECONDS} s for Pods that cannot be created: a quota may free up while old ones go.
 * </ul>
 *
 * @param kind what sort of trouble
 * @param container the container, empty when it is the whole Pod's
 * @param reason the kubelet's or the scheduler's word, such as {@code ImagePullBackOff}
 * @param message one line for people
 * @param patience how long it must last to count
 */
public record PodTrouble(Kind kind, String container, String reason, String message, Duration patience) {
    private static final int ERROR_SECONDS = 2;
    private static final int CONFIG_SECONDS = 10;
    private static final int UNSCHEDULABLE_SECONDS = 15;
    private static final int CREATION_SECONDS = 15;
    private static final int CRASHES = 2;
    private static final Set<String> FINAL_REASONS =
            Set.of("ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    /** What sort of trouble. */
    public enum Kind {
        /** A container cannot be created or started; its image above all. */
        START,
        /** A container ends again and again. */
        CRASH,
        /** No node takes the Pod. */
        UNSCHEDULABLE,
        /** The Pod is not even created: a quota, an admission rule, or a service account forbids it. */
        CREATION
    }

    /** @return what is wrong with the Pod, containers in their order, or empty when nothing is or it is going anyway */
    public static Optional<PodTrouble> of(ObjectNode pod) {
        boolean ended = Set.of("Succeeded", "Failed").contains(Json.text(pod, "status", "phase"));
        if (ended || !Json.text(pod, "metadata", "deletionTimestamp").isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(
                        Json.elements(pod, "status", "initContainerStatuses")
                                .map(status -> of(status, "init container ")),
                        Json.elements(pod, "status", "containerStatuses").map(status -> of(status, "container ")))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> unschedulable(pod));
    }

    /** @return the trouble of Pods that are refused with that message */
    static PodTrouble creation(String message) {
        return new PodTrouble(
                Kind.CREATION,
                "",
                "FailedCreate",
                "Pods cannot be created: " + WaitWords.oneLine(message),
                Duration.ofSeconds(CREATION_SECONDS));
    }

    private static Optional<PodTrouble> of(JsonNode status, String what) {
        String container = Json.text(status, "name");
        String reason = Json.text(status, "state", "waiting", "reason");
        int restarts = status.path("restartCount").asInt(0);
        if ("CrashLoopBackOff".equals(reason)) {
            JsonNode last = Json.at(status, "lastState", "terminated");
            return Optional.of(crash(what, container, reason, restarts, last));
        }
        JsonNode ended = Json.at(status, "state", "terminated");
        if (ended.path("exitCode").asInt(0) != 0 && restarts >= CRASHES) {
            return Optional.of(crash(what, container, Json.text(ended, "reason"), restarts, ended));
        }
        if (!reason.startsWith("Err")
                && !reason.endsWith("Error")
                && !reason.endsWith("BackOff")
                && !FINAL_REASONS.contains(reason)) {
            return Optional.empty();
        }
        String words = Json.text(status, "state", "waiting", "message").strip().replaceAll("\\s*\\R\\s*", " ");
        String message = what + container + ": " + reason + (words.isEmpty() ? "" : ": " + words);
        return Optional.of(new PodTrouble(Kind.START, container, reason, message, patience(reason)));
    }

    private static Duration patience(String reason) {
        if (FINAL_REASONS.contains(reason)) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds("CreateContainerConfigError".equals(reason) ? CONFIG_SECONDS : ERROR_SECONDS);
    }

    private static PodTrouble crash(String what, String container, String reason, int restarts, JsonNode ended) {
        String message = what + container + " crashes: " + (restarts == 1 ? "1 restart" : restarts + " restarts")
                + (ended.isObject() ? ", the last time it ended with " + exit(ended) : "");
        return new PodTrouble(Kind.CRASH, container, reason, message, Duration.ZERO);
    }

    /** @return how a container ended: {@code exit code 137 (OOMKilled)} */
    static String exit(JsonNode terminated) {
        String reason = Json.text(terminated, "reason");
        return "exit code " + terminated.path("exitCode").asInt() + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    private static Optional<PodTrouble> unschedulable(ObjectNode pod) {
        return Condition.of(pod, "PodScheduled")
                .filter(condition -> condition.isFalse() && "Unschedulable".equals(condition.reason()))
                .map(condition -> new PodTrouble(
                        Kind.UNSCHEDULABLE,
                        "",
                        condition.reason(),
                        "no node takes it: " + condition.message(),
                        Duration.ofSeconds(UNSCHEDULABLE_SECONDS)));
    }
}
