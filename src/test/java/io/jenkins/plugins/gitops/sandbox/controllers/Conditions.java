package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;

/** Writes {@code status.conditions}, with transition times that move only when the status of a condition does. */
final class Conditions {

    private Conditions() {}

    static void set(ObjectNode status, String type, boolean isTrue, String reason, String message) {
        set(status, type, isTrue ? "True" : "False", reason, message, false);
    }

    /** @param updateTime also writes {@code lastUpdateTime}, as Deployments have it */
    static void set(ObjectNode status, String type, String value, String reason, String message, boolean updateTime) {
        ObjectNode condition = find(status, type);
        if (condition == null) {
            ArrayNode list =
                    status.get("conditions") instanceof ArrayNode present ? present : status.putArray("conditions");
            condition = list.addObject().put("type", type);
        }
        boolean moved = !Json.text(condition, "status").equals(value);
        boolean changed = moved
                || !Json.text(condition, "reason").equals(reason)
                || !Json.text(condition, "message").equals(message);
        if (!changed) {
            return;
        }
        condition.put("status", value);
        if (moved) {
            condition.put("lastTransitionTime", Meta.now());
        }
        if (updateTime) {
            condition.put("lastUpdateTime", Meta.now());
        }
        put(condition, "reason", reason);
        put(condition, "message", message);
    }

    private static void put(ObjectNode condition, String field, String value) {
        if (value.isEmpty()) {
            condition.remove(field);
        } else {
            condition.put(field, value);
        }
    }

    static boolean isTrue(JsonNode object, String type) {
        ObjectNode condition = find(object.path("status"), type);
        return condition != null && Json.text(condition, "status").equals("True");
    }

    private static ObjectNode find(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (Json.text(condition, "type").equals(type)) {
                return (ObjectNode) condition;
            }
        }
        return null;
    }
}
