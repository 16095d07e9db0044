package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Finds, remembers and carries out the {@link Handover}s of a plan. Safe for threads. */
public final class Handovers {
    private static final int ATTEMPTS = 4;

    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Owner owner;
    private final BiFunction<Desired, ObjectNode, List<Release>> releases;
    private final Set<ResourceKey> planned = ConcurrentHashMap.newKeySet();
    private final Map<ResourceKey, Desired> sent = new ConcurrentHashMap<>();

    /** @param releases the fields of a live object that are given up where we own them */
    Handovers(
            ClusterGateway cluster,
            PlanOptions options,
            Owner owner,
            BiFunction<Desired, ObjectNode, List<Release>> releases) {
        this.cluster = cluster;
        this.options = options;
        this.owner = owner;
        this.releases = releases;
    }

    /** @return those of a plan that needs none */
    public static Handovers none(ClusterGateway cluster, PlanOptions options) {
        return new Handovers(cluster, options, new ApplySetOwner(""), (desired, live) -> List.of());
    }

    /** @return what must be handed over before the object is applied, possibly nothing */
    Handover of(Desired desired, ObjectNode live) {
        if (!owner.takesOver()) {
            return Handover.NONE;
        }
        GroupVersionKind kind = desired.type().kind();
        return Handover.of(
                live,
                desired,
                options,
                apiVersion -> cluster.type(GroupVersionKind.of(apiVersion, kind.kind()))
                        .isPresent(),
                releases.apply(desired, live));
    }

    /** Remembers that the object needs one, which the plan shows. */
    void plan(ResourceKey key) {
        planned.add(key);
    }

    /** Remembers what is sent of an object when that is not all of its declaration. */
    void send(Desired object) {
        sent.put(object.key(), object);
    }

    /**
     * Applies an object, after the handover that the plan has shown for it. That is found out anew from the object as
     * it is now, and again while others write to it.
     *
     * @param writer where to write
     */
    public Applied apply(ClusterGateway writer, Desired declared) {
        Desired object = sent.getOrDefault(declared.key(), declared);
        if (planned.contains(object.key())) {
            handOver(writer, object);
        }
        return writer.apply(
                object.type(), object.manifest().json(), new ApplyOptions(options.manager(), options.force(), false));
    }

    private void handOver(ClusterGateway writer, Desired object) {
        ResourceType type = object.type();
        String namespace = object.key().namespace();
        String name = object.key().name();
        for (int attempt = 1; ; attempt++) {
            Optional<Handover> handover = writer.get(type, namespace, name)
                    .map(live -> of(object, managed(object, live)))
                    .filter(Handover::isNeeded);
            try {
                handover.ifPresent(needed -> writer.patch(type, namespace, name, needed.patch(), false));
                return;
            } catch (ClusterException e) {
                if (e.reason() != Reason.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** An object without managers gets one with the first apply, which owns all of it: a dry run tells. */
    private ObjectNode managed(Desired object, ObjectNode live) {
        return isManaged(live)
                ? live
                : managedAs(
                        live,
                        cluster.apply(
                                        object.type(),
                                        object.manifest().json(),
                                        new ApplyOptions(options.manager(), true, true))
                                .object());
    }

    /** @return the live object; where nobody manages it, with the managers that it would have after its first apply */
    static ObjectNode managedAs(ObjectNode live, ObjectNode applied) {
        if (isManaged(live)) {
            return live;
        }
        ObjectNode copy = live.deepCopy();
        copy.withObject("/metadata").set("managedFields", Json.at(applied, "metadata", "managedFields"));
        return copy;
    }

    private static boolean isManaged(ObjectNode live) {
        return !ManagerEntry.of(live).isEmpty();
    }
}
