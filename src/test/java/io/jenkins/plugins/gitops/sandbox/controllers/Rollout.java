package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.List;

/** The numbers of one step of a Deployment: how far the new ReplicaSet may grow, how far the old ones must shrink. */
final class Rollout {

    private final int wanted;
    private final int surge;
    private final int unavailable;
    private final boolean recreate;
    private final ObjectNode current;
    private final List<ObjectNode> old;

    /** @param current the ReplicaSet of the template, or null */
    Rollout(ObjectNode deployment, ObjectNode current, List<ObjectNode> old) {
        this.current = current;
        this.old = old;
        wanted = Json.at(deployment, "spec", "replicas").asInt();
        JsonNode strategy = Json.at(deployment, "spec", "strategy");
        recreate = Json.text(strategy, "type").equals("Recreate");
        int more = amount(Json.at(strategy, "rollingUpdate", "maxSurge"), true);
        int less = amount(Json.at(strategy, "rollingUpdate", "maxUnavailable"), false);
        surge = recreate ? 0 : more;
        // Both zero would never get anywhere; the real one takes one away, too.
        unavailable = recreate ? wanted : more == 0 && less == 0 ? 1 : less;
    }

    /** How many replicas the new ReplicaSet is to have now. */
    int newReplicas() {
        if (recreate) {
            return sum(old, "status", "replicas") + sum(old, "spec", "replicas") > 0 ? 0 : wanted;
        }
        int has = current == null ? 0 : spec(current);
        if (old.stream().allMatch(set -> spec(set) == 0) || has >= wanted) {
            return wanted;
        }
        int room = wanted + surge - has - sum(old, "spec", "replicas");
        return Math.min(wanted, has + Math.max(0, room));
    }

    /** How many replicas the old ReplicaSets are to lose now, together. */
    int fewerOld() {
        int olds = sum(old, "spec", "replicas");
        if (recreate || current == null) {
            return recreate ? olds : 0;
        }
        int notYet = Math.max(
                0,
                spec(current) - Json.at(current, "status", "availableReplicas").asInt());
        int spare = olds + spec(current) - (wanted - unavailable) - notYet;
        // Replicas that are not available can go without harm.
        int broken = Math.max(0, olds - sum(old, "status", "availableReplicas"));
        return Math.max(0, Math.min(olds, Math.max(spare, Math.min(broken, spare + broken))));
    }

    /** As many as that must be available. */
    int minimum() {
        return wanted - unavailable;
    }

    private static int spec(ObjectNode set) {
        return Json.at(set, "spec", "replicas").asInt();
    }

    private static int sum(List<ObjectNode> sets, String... path) {
        return sets.stream().mapToInt(set -> Json.at(set, path).asInt()).sum();
    }

    private int amount(JsonNode value, boolean up) {
        if (!value.isTextual()) {
            return value.asInt();
        }
        double share = Double.parseDouble(value.textValue().replace("%", "")) / 100 * wanted;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }
}
