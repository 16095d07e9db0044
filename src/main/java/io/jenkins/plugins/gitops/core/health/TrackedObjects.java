package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All targets of one verify, in the request's order, kept up to date by the watches. */
final class TrackedObjects implements TypeWatch.Sink {
    private static final String DELETED = "somebody deleted it while it was watched";

    private final ClusterGateway gateway;
    private final Progress progress;
    private final String selector;
    private final Map<ResourceKey, Tracked> objects = new LinkedHashMap<>();

    TrackedObjects(VerifyRequest request, ClusterGateway gateway, WaitClock clock, Progress progress) {
        this.gateway = gateway;
        this.progress = progress;
        this.selector = request.labelSelector();
        request.targets().forEach(target -> objects.put(target.key(), new Tracked(target, clock, request)));
    }

    Collection<Tracked> all() {
        return objects.values();
    }

    /** @return the objects that are not ready, in order */
    List<Tracked> unready() {
        return where(object -> !object.health().isReady());
    }

    /** @return the objects in that state, in order */
    List<Tracked> in(Health.Status status) {
        return where(object -> object.health().status() == status);
    }

    private List<Tracked> where(Predicate<Tracked> wanted) {
        return objects.values().stream().filter(wanted).toList();
    }

    /** @return since when all have been ready together; empty when they are not */
    Optional<Duration> allReadySince() {
        return unready().isEmpty()
                ? Optional.of(objects.values().stream()
                        .map(Tracked::readySince)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO))
                : Optional.empty();
    }

    /** @return when {@link Tracked#tick()} of any of them has something to do */
    Optional<Duration> nextTick() {
        return objects.values().stream()
                .map(Tracked::assessAgain)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    Map<ResourceKey, Health> health() {
        Map<ResourceKey, Health> health = new LinkedHashMap<>();
        objects.forEach((key, object) -> health.put(key, object.health()));
        return health;
    }

    @Override
    public void listed(TypeWatch watch, List<ObjectNode> items) {
        Map<ResourceKey, ObjectNode> found = items.stream()
                .collect(Collectors.toMap(item -> key(watch, item), item -> item, (a, b) -> b, HashMap::new));
        for (Tracked object : objects.values()) {
            if (!watch.covers(object.target())) {
                continue;
            }
            ObjectNode item = found.get(object.key());
            if (item != null) {
                object.saw(item);
            } else if (object.isPresent()) {
                lost(watch, object);
            }
        }
    }

    @Override
    public void changed(TypeWatch watch, ObjectNode item) {
        Tracked object = objects.get(key(watch, item));
        if (object != null) {
            object.saw(item);
        }
    }

    @Override
    public void removed(TypeWatch watch, ObjectNode item) {
        Tracked object = objects.get(key(watch, item));
        if (object != null && object.isPresent()) {
            lost(watch, object);
        }
    }

    @Override
    public void disturbed(TypeWatch watch, ClusterException cause) {
        progress.warn("cannot follow " + watch.words() + " for now, trying again: " + cause.getMessage());
    }

    /** What may not be watched cannot be waited for. */
    @Override
    public void refused(TypeWatch watch, ClusterException cause) {
        throw cause;
    }

    /** A watch with a label selector tells that an object is gone, too, when only its label is. */
    private void lost(TypeWatch watch, Tracked object) {
        object.lost(exists(watch, object) ? "somebody removed the label that " + selector + " selects it by" : DELETED);
    }

    private boolean exists(TypeWatch watch, Tracked object) {
        try {
            return !selector.isEmpty()
                    && gateway.get(
                                    watch.type(),
                                    object.key().namespace(),
                                    object.key().name())
                            .isPresent();
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            return false;
        }
    }

    private static ResourceKey key(TypeWatch watch, ObjectNode item) {
        return new ResourceKey(
                watch.type().kind().group(),
                watch.type().kind().kind(),
                watch.type().namespaced() ? Json.text(item, "metadata", "namespace") : "",
                Json.text(item, "metadata", "name"));
    }
}
