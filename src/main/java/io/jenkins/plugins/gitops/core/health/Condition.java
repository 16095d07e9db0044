package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;

/**
 * One entry of {@code status.conditions}.
 *
 * @param type such as {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason the machine word, or an empty string
 * @param message the controller's words, or an empty string
 * @param stale whether it says itself that it was made for an older generation of the object
 */
record Condition(String type, String status, String reason, String message, boolean stale) {

    /** @return the condition of that type, if the object has it */
    static Optional<Condition> of(ObjectNode live, String type) {
        return Json.elements(live, "status", "conditions")
                .filter(node -> type.equals(Json.text(node, "type")))
                .findFirst()
                .map(node -> read(live, node));
    }

    /** @return the condition of that type if its status is {@code True} and it is about the object as it is now */
    static Optional<Condition> holding(ObjectNode live, String type) {
        return of(live, type).filter(condition -> condition.isTrue() && !condition.stale());
    }

    private static Condition read(ObjectNode live, JsonNode node) {
        long generation = Json.at(live, "metadata", "generation").asLong(0);
        JsonNode observed = node.path("observedGeneration");
        return new Condition(
                Json.text(node, "type"),
                Json.text(node, "status"),
                Json.text(node, "reason"),
                Json.text(node, "message").strip(),
                observed.asLong(0) > 0 && observed.asLong() < generation);
    }

    boolean isTrue() {
        return "True".equals(status);
    }

    boolean isFalse() {
        return "False".equals(status);
    }

    /** @return what the controller says, in one line: its message, with the reason before it when that adds a word */
    String words() {
        String oneLine = message.replaceAll("\\s*\\R\\s*", " ");
        if (oneLine.isEmpty()) {
            return reason.isEmpty() ? type + " is " + status : reason;
        }
        return reason.isEmpty() || oneLine.startsWith(reason) ? oneLine : reason + ": " + oneLine;
    }
}
