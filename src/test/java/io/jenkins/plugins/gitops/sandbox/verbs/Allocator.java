package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out what the server invents: UIDs, the addresses and node ports of Services. */
public final class Allocator {

    private final AtomicInteger nextAddress = new AtomicInteger(10);
    private final AtomicInteger nextNodePort = new AtomicInteger(30000);

    String uid() {
        return UUID.randomUUID().toString();
    }

    /** Fills in what a Service did not ask for; on an update, what it already has. */
    void service(ObjectNode service, ObjectNode live) {
        ObjectNode spec = Json.child(service, "spec");
        String type = Json.text(spec, "type");
        if (type.equals("ExternalName")) {
            return;
        }
        JsonNode before = live == null ? Json.object() : live.path("spec");
        // Who changes the one address and not the list means the list, too.
        if (spec.has("clusterIP")
                && before.has("clusterIP")
                && !Json.same(spec.get("clusterIP"), before.get("clusterIP"))
                && (!spec.has("clusterIPs") || Json.same(spec.get("clusterIPs"), before.get("clusterIPs")))) {
            spec.putArray("clusterIPs").add(spec.get("clusterIP"));
        }
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort")) {
            if (!spec.has(field) && before.has(field)) {
                spec.set(field, before.get(field));
            }
        }
        if (!spec.has("clusterIP")) {
            int number = nextAddress.incrementAndGet();
            spec.put("clusterIP", "10.96." + (number >> 8 & 0xff) + "." + (number & 0xff));
        }
        if (!spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(spec.get("clusterIP"));
        }
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
            spec.put("ipFamilyPolicy", "SingleStack");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            for (JsonNode port : spec.path("ports")) {
                nodePort((ObjectNode) port, before);
            }
        }
    }

    private void nodePort(ObjectNode port, JsonNode before) {
        if (port.has("nodePort")) {
            return;
        }
        for (JsonNode old : before.path("ports")) {
            if (Json.same(old.get("port"), port.get("port"))
                    && Json.same(old.get("protocol"), port.get("protocol"))
                    && old.has("nodePort")) {
                port.set("nodePort", old.get("nodePort"));
                return;
            }
        }
        port.put("nodePort", nextNodePort.getAndIncrement());
    }
}
