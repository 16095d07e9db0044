package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;

/**
 * A Pod is healthy when it runs and is ready, or has succeeded.
 *
 * <ul>
 *   <li>{@code Failed} is failed, as in Argo CD; to kstatus it is current, because nothing will change any more.
 *   <li>A {@link PodTrouble} that needs no patience is failed; one that may pass is the reason why it is waited for.
 * </ul>
 */
final class PodHealth {
    private PodHealth() {}

    static Health assess(ObjectNode live) {
        String phase = Json.text(live, "status", "phase");
        if ("Succeeded".equals(phase)) {
            return Health.healthy();
        }
        if ("Failed".equals(phase)) {
            return Health.failed(failure(live));
        }
        Optional<Condition> ready = Condition.of(live, "Ready");
        if ("Running".equals(phase) && ready.filter(Condition::isTrue).isPresent()) {
            return Health.healthy();
        }
        Optional<PodTrouble> trouble = PodTrouble.of(live);
        if (trouble.isPresent()) {
            return trouble.get().patience().isZero()
                    ? Health.failed(trouble.get().message())
                    : Health.progressing(trouble.get().message());
        }
        String words = ready.map(Condition::message).orElse("");
        return Health.progressing(
                words.isEmpty()
                        ? "its phase is " + (phase.isEmpty() ? "not yet known" : phase)
                        : "not ready: " + words);
    }

    private static String failure(ObjectNode live) {
        String reason = Json.text(live, "status", "reason");
        String message = Json.text(live, "status", "message").replaceAll("\\s*\\R\\s*", " ");
        if (!reason.isEmpty() || !message.isEmpty()) {
            return message.isEmpty() ? reason : reason.isEmpty() ? message : reason + ": " + message;
        }
        return Json.elements(live, "status", "containerStatuses")
                .filter(status ->
                        Json.at(status, "state", "terminated", "exitCode").asInt(0) != 0)
                .findFirst()
                .map(PodHealth::ended)
                .orElse("the Pod has failed");
    }

    private static String ended(JsonNode status) {
        return "container " + Json.text(status, "name") + " ended with "
                + PodTrouble.exit(Json.at(status, "state", "terminated"));
    }
}
