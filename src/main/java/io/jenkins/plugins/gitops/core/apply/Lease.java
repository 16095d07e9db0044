package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code coordination.k8s.io/v1} Lease behind a lock, as untyped JSON. */
final class Lease {
    static final ResourceType TYPE =
            new ResourceType(new GroupVersionKind("coordination.k8s.io", "v1", "Lease"), "leases", true);
    /** Kubernetes' MicroTime: exactly six digits after the second. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LONGEST_NAME = 200;

    private Lease() {}

    static ObjectNode create(String app, String namespace) {
        ObjectNode lease = Json.object();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        lease.putObject("metadata").put("name", ApplySet.parentName(app)).put("namespace", namespace);
        lease.putObject("spec");
        return lease;
    }

    /** @return a copy that {@code holder} holds from now on */
    static ObjectNode held(ObjectNode lease, String holder, Duration duration, Instant now) {
        ObjectNode copy = renewed(lease, now);
        ObjectNode spec = copy.withObject("/spec");
        spec.put("holderIdentity", holder);
        spec.put("leaseDurationSeconds", (int) Math.max(1, duration.toSeconds()));
        spec.put("acquireTime", MICRO_TIME.format(now));
        spec.put("leaseTransitions", spec.path("leaseTransitions").asInt(0) + 1);
        return copy;
    }

    /** @return a copy with its time of renewal set */
    static ObjectNode renewed(ObjectNode lease, Instant now) {
        ObjectNode copy = lease.deepCopy();
        copy.withObject("/spec").put("renewTime", MICRO_TIME.format(now));
        copy.withObject("/metadata").remove("managedFields");
        return copy;
    }

    /** @return a copy that nobody holds */
    static ObjectNode released(ObjectNode lease, Instant now) {
        ObjectNode copy = renewed(lease, now);
        copy.withObject("/spec").put("holderIdentity", "");
        return copy;
    }

    /** @return the Lease as it is in the cluster now */
    static Optional<ObjectNode> read(ClusterGateway cluster, ObjectNode lease) {
        return cluster.get(TYPE, Json.text(lease, "metadata", "namespace"), Json.text(lease, "metadata", "name"));
    }

    static String holder(ObjectNode lease) {
        return Json.text(lease, "spec", "holderIdentity");
    }

    /** @return the holder for a message: one line, whatever somebody has written there */
    static String who(ObjectNode lease) {
        String line = holder(lease).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.isEmpty() ? "nobody" : line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }

    static String since(ObjectNode lease) {
        String time = Json.text(lease, "spec", "acquireTime").replaceAll("\\.\\d+Z$", "Z");
        return time.isEmpty() ? "an unknown time" : time;
    }

    static String version(ObjectNode lease) {
        return Json.text(lease, "metadata", "resourceVersion");
    }

    static Duration duration(ObjectNode lease) {
        return Duration.ofSeconds(
                Math.max(1, Json.at(lease, "spec", "leaseDurationSeconds").asLong(1)));
    }
}
