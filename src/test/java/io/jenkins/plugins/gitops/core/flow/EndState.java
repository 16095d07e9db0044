package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.inventory.Annotations;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What a sandbox holds, without what no two runs share, so that two ways to the same state can be compared. */
final class EndState {
    private EndState() {}

    /** @return all objects as text, without allocated addresses, contents of leases, and ids, times and counts in history */
    static String of(Sandbox sandbox) {
        ObjectNode objects = (ObjectNode) Json.parse(sandbox.dumpWithoutVolatile());
        // What a cluster puts into every namespace comes when its controllers have their turn; and a renamed app's
        // former
        // lock is what a kill before the very last write leaves.
        objects.properties()
                .removeIf(entry -> entry.getKey()
                        .matches("configmaps/.*/kube-root-ca.crt|serviceaccounts/.*/default|leases.*/gitops-formerly"));
        for (Map.Entry<String, JsonNode> entry : objects.properties()) {
            ObjectNode object = (ObjectNode) entry.getValue();
            if (Json.at(object, "metadata", "labels") instanceof ObjectNode labels) {
                labels.remove(Annotations.HOOK); // The id of the deployment that has run it.
            }
            if (entry.getKey().startsWith("services/")) {
                ((ObjectNode) object.path("spec")).remove(List.of("clusterIP", "clusterIPs"));
            } else if (entry.getKey().startsWith("leases")) {
                object.remove("spec");
            } else if (object.path("data").has("members.json")) {
                ObjectNode data = (ObjectNode) object.path("data");
                data.set("members.json", without(data, "members.json", "members", List.of("uid")));
                data.set("history.json", without(data, "history.json", "deployments", List.of("id", "at", "summary")));
            }
        }
        return Json.sorted(objects).toPrettyString();
    }

    private static JsonNode without(ObjectNode data, String name, String list, List<String> fields) {
        JsonNode content = Json.parse(Json.text(data, name));
        Iterator<JsonNode> lines = content.path(list).elements();
        while (lines.hasNext()) {
            // A deployment that is cut off while it runs hooks leaves a line.
            if (Json.text(lines.next(), "state").equals("failed")) {
                lines.remove();
            }
        }
        Json.elements(content, list).forEach(line -> ((ObjectNode) line).remove(fields));
        return content;
    }
}
