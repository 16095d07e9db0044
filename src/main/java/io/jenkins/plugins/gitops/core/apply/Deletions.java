package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Deletes objects and waits until they are gone. An object that goes at once costs one request; those that something
 * holds are looked at after growing pauses, all of one kind and namespace with one request. Safe to use from several
 * threads.
 */
final class Deletions {
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 5_000;

    private final ClusterGateway cluster;

    Deletions(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    /**
     * An object that is being deleted.
     *
     * @param object as it was last seen
     */
    record Leaving(ResourceType type, ResourceKey key, ObjectNode object) {
        /** @return what holds it, to follow its name: {@code is being deleted, held by finalizer example.org/hold} */
        String words() {
            String finalizers = Json.elements(object, "metadata", "finalizers")
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
            String why = Json.elements(object, "status", "conditions")
                    .filter(condition -> Json.text(condition, "type").startsWith("NamespaceContentRemaining")
                            || Json.text(condition, "type").startsWith("NamespaceFinalizersRemaining")
                            || Json.text(condition, "type").equals("Terminating"))
                    .filter(condition -> Json.text(condition, "status").equals("True"))
                    .map(condition -> "; " + Json.text(condition, "message"))
                    .collect(Collectors.joining());
            return "is being deleted" + (finalizers.isEmpty() ? "" : ", held by finalizer " + finalizers) + why;
        }

        private String uid() {
            return Json.text(object, "metadata", "uid");
        }
    }

    /**
     * Deletes an object.
     *
     * @param uid its UID; the delete is refused with reason {@code CONFLICT} when another has taken its place
     * @return the object as it is leaving; empty when it is gone
     */
    Optional<Leaving> delete(ResourceType type, ResourceKey key, String uid) {
        return cluster.delete(type, key.namespace(), key.name(), uid, false)
                .held()
                .map(object -> new Leaving(type, key, object));
    }

    /**
     * Waits until objects are gone.
     *
     * @param deadline until when, by {@link System#nanoTime()}
     * @return those that are still there, as they are now
     */
    List<Leaving> await(List<Leaving> leaving, long deadline) {
        List<Leaving> left = leaving;
        long pause = FIRST_PAUSE;
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Pause.millis(
                    Math.min(
                            pause,
                            Duration.ofNanos(deadline - System.nanoTime()).toMillis() + 1),
                    "objects to be deleted");
            pause = Math.min(pause * 2, LONGEST_PAUSE);
            left = look(left);
        }
        return left;
    }

    private List<Leaving> look(List<Leaving> leaving) {
        record Place(ResourceType type, String namespace) {}
        Map<Place, List<Leaving>> places = new LinkedHashMap<>();
        leaving.forEach(
                one -> places.computeIfAbsent(new Place(one.type(), one.key().namespace()), place -> new ArrayList<>())
                        .add(one));
        List<Leaving> left = new ArrayList<>();
        for (List<Leaving> there : places.values()) {
            Map<String, ObjectNode> found = read(there).stream()
                    .collect(Collectors.toMap(object -> Json.text(object, "metadata", "uid"), object -> object));
            there.stream()
                    .filter(one -> found.containsKey(one.uid()))
                    .map(one -> new Leaving(one.type(), one.key(), found.get(one.uid())))
                    .forEach(left::add);
        }
        return left;
    }

    /** What of objects in one place is still there, and perhaps more. */
    private Collection<ObjectNode> read(List<Leaving> there) {
        Leaving first = there.get(0);
        if (there.size() == 1) {
            return cluster
                    .get(first.type(), first.key().namespace(), first.key().name())
                    .stream()
                    .toList();
        }
        String owner = Json.text(first.object(), "metadata", "labels", ApplySet.PART_OF);
        return cluster.list(first.type(), first.key().namespace(), ApplySet.PART_OF + "=" + owner)
                .items();
    }
}
