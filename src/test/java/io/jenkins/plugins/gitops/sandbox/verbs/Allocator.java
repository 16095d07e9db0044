package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.ArrayList;
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
        JsonNode before = live == null ? Json.object() : live.path("spec");
        dropWithType(spec, before);
        if (type.equals("ExternalName")) {
            return;
        }
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

    // What belonged to the old type goes with it, unless the request changed it.
    private static void dropWithType(ObjectNode spec, JsonNode before) {
        String type = Json.text(spec, "type");
        if (type.equals(Json.text(before, "type")) || before.isEmpty()) {
            return;
        }
        boolean ports = type.equals("NodePort") || type.equals("LoadBalancer");
        List<String> gone = new ArrayList<>();
        if (!ports) {
            gone.addAll(List.of("externalTrafficPolicy", "healthCheckNodePort"));
            spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
        }
        if (!type.equals("LoadBalancer")) {
            gone.addAll(List.of("allocateLoadBalancerNodePorts", "loadBalancerClass"));
        }
        if (type.equals("ExternalName")) {
            gone.addAll(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"));
        }
        for (String field : gone) {
            if (Json.same(spec.get(field), before.get(field))) {
                spec.remove(field);
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
