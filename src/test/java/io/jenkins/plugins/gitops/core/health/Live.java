package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/** Live objects of the namespace {@code prod}, whose UID is {@code uid-<name>}. */
final class Live {
    private Live() {}

    /** @return the object of a case, under another name */
    static ObjectNode named(ObjectNode given, String name) {
        given.withObject("/metadata").put("name", name).put("uid", "uid-" + name);
        return given;
    }

    /** @return the object of a rules case, under another name */
    static ObjectNode rule(String caseName, String name) {
        return named(Cases.live("rules", caseName), name);
    }

    /** @return a Pod that is in the trouble of a case, below an owner */
    static ObjectNode podIn(String troubleCase, String name, ObjectNode owner) {
        return ownedBy(owner, named(Cases.live("trouble", troubleCase), name));
    }

    /** @return a Deployment of revision {@code 2} and generation 2 that wants 3 replicas and has so many */
    static ObjectNode deployment(String name, int updated, int available) {
        ObjectNode deployment = rule("deployment-available-without-conditions", name);
        deployment.withObject("/metadata/annotations").put("deployment.kubernetes.io/revision", "2");
        deployment.withObject("/spec/selector/matchLabels").put("app", name);
        deployment.withObject("/status").put("updatedReplicas", updated).put("availableReplicas", available);
        return deployment;
    }

    /** @return a ReplicaSet of a Deployment */
    static ObjectNode replicaSet(ObjectNode deployment, int revision) {
        String name = Json.text(deployment, "metadata", "name") + "-" + revision;
        ObjectNode set = rule("replicaset-one-unavailable", name);
        set.withObject("/metadata/annotations").put("deployment.kubernetes.io/revision", String.valueOf(revision));
        return ownedBy(deployment, set);
    }

    /** @return an Event about an object */
    static ObjectNode event(ObjectNode about, String type, String reason, String message, int second) {
        ObjectNode event = named(Json.object(), Json.text(about, "metadata", "name") + "." + reason + second);
        event.put("apiVersion", "v1").put("kind", "Event").put("type", type).put("reason", reason);
        event.put("message", message).put("count", 3).put("lastTimestamp", "2026-11-22T16:41:%02dZ".formatted(second));
        event.putNull("eventTime");
        event.withObject("/metadata").put("namespace", "prod");
        event.putObject("involvedObject").put("uid", Json.text(about, "metadata", "uid"));
        return event;
    }

    /** @return an empty object of any kind */
    static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = named(Json.object().put("apiVersion", apiVersion).put("kind", kind), name);
        if (!namespace.isEmpty()) {
            object.withObject("/metadata").put("namespace", namespace);
        }
        return object;
    }

    private static ObjectNode ownedBy(ObjectNode owner, ObjectNode object) {
        object.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("uid", Json.text(owner, "metadata", "uid"));
        return object;
    }
}
