package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.cluster.WatchListener;
import io.jenkins.plugins.gitops.core.cluster.WatchListener.Event;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A cluster that holds what a test puts into it, tells its watches about each change, counts what it is asked, and
 * fails as it is told. Label selectors are recorded and not evaluated.
 */
final class ScriptedCluster implements ClusterGateway {
    private static final Set<String> CLUSTER_SCOPED = Set.of("CustomResourceDefinition", "Namespace", "ClusterRole");

    /** What was asked, a line each: {@code LIST Pod prod}, {@code WATCH Deployment prod 7}. */
    final List<String> requests = new ArrayList<>();

    final Set<String> selectors = new HashSet<>();
    /** How many watches were closed although they had ended by themselves. */
    int closedTwice;

    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final Map<String, String> logs = new HashMap<>();
    private final Map<String, ClusterException> refusals = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> unserved = new HashSet<>();
    private final List<OpenWatch> watches = new ArrayList<>();
    private final List<OpenWatch> ended = new ArrayList<>();
    private long version = 100;

    private record OpenWatch(ResourceType type, String namespace, WatchListener listener) {
        boolean sees(ObjectNode object) {
            return type.kind().kind().equals(Json.text(object, "kind"))
                    && namespace.equals(Json.text(object, "metadata", "namespace"));
        }
    }

    /** Creates or changes an object and tells the watches. */
    void put(ObjectNode object) {
        ObjectNode stored = object.deepCopy();
        stored.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
        Event event = objects.put(id(stored), stored) == null ? Event.ADDED : Event.MODIFIED;
        tell(event, stored);
    }

    /** Deletes an object and tells the watches. */
    void delete(ObjectNode object) {
        version++;
        tell(Event.DELETED, objects.remove(id(object)));
    }

    /** Deletes an object while nobody watches. */
    void deleteUnseen(ObjectNode object) {
        version++;
        objects.remove(id(object));
    }

    /** Takes an object out of what the watches' selector matches. */
    void deselect(ObjectNode object) {
        tell(Event.DELETED, objects.get(id(object)));
    }

    /** Lets an object exist without being selected by anything. */
    void hide(ObjectNode object) {
        hidden.add(id(object));
    }

    /** Ends all open watches; null in the ordinary way. */
    void endWatches(ClusterException cause) {
        List<OpenWatch> open = List.copyOf(watches);
        watches.clear();
        ended.addAll(open);
        open.forEach(watch -> watch.listener().closed(cause));
    }

    /** Lets watches that have ended speak once more, as a slow connection may. */
    void tellEndedWatches(Event event, ObjectNode object) {
        ended.forEach(watch -> watch.listener().event(event, object.deepCopy()));
    }

    void bookmark(String kind) {
        ObjectNode bookmark = Json.object();
        bookmark.putObject("metadata").put("resourceVersion", String.valueOf(++version));
        watches.stream()
                .filter(watch -> watch.type().kind().kind().equals(kind))
                .forEach(watch -> watch.listener().event(Event.BOOKMARK, bookmark));
    }

    /** Refuses requests such as {@code LIST Pod}; null ends that. */
    void refuse(String request, ClusterException with) {
        refusals.put(request, with);
    }

    void serveNot(String kind) {
        unserved.add(kind);
    }

    void log(String pod, String container, boolean previous, String text) {
        logs.put(pod + "/" + container + (previous ? "/previous" : ""), text);
    }

    long count(String request) {
        return requests.stream().filter(line -> line.startsWith(request)).count();
    }

    int openWatches() {
        return watches.size();
    }

    static ClusterException failure(Reason reason) {
        return new ClusterException(reason, 0, "the server says " + reason, List.of());
    }

    private void tell(Event event, ObjectNode object) {
        List.copyOf(watches).stream()
                .filter(watch -> watch.sees(object))
                .forEach(watch -> watch.listener().event(event, object.deepCopy()));
    }

    private void asked(String verb, ResourceType type, String rest) {
        String request = verb + " " + type.kind().kind();
        requests.add(request + " " + rest);
        if (refusals.get(request) != null) {
            throw refusals.get(request);
        }
    }

    private static String id(ObjectNode object) {
        return Json.text(object, "kind") + "/" + Json.text(object, "metadata", "namespace") + "/"
                + Json.text(object, "metadata", "name");
    }

    @Override
    public Optional<ResourceType> type(GroupVersionKind kind) {
        return unserved.contains(kind.kind())
                ? Optional.empty()
                : Optional.of(new ResourceType(
                        kind, kind.kind().toLowerCase(Locale.ROOT) + "s", !CLUSTER_SCOPED.contains(kind.kind())));
    }

    @Override
    public Listing list(ResourceType type, String namespace, String labelSelector) {
        asked("LIST", type, namespace);
        selectors.add(labelSelector);
        Predicate<ObjectNode> wanted = new OpenWatch(type, namespace, null)::sees;
        return new Listing(
                objects.values().stream()
                        .filter(wanted.and(object -> !hidden.contains(id(object))))
                        .map(ObjectNode::deepCopy)
                        .toList(),
                String.valueOf(version));
    }

    @Override
    public AutoCloseable watch(
            ResourceType type, String namespace, String labelSelector, String resourceVersion, WatchListener listener) {
        asked("WATCH", type, namespace + " " + resourceVersion);
        selectors.add(labelSelector);
        OpenWatch watch = new OpenWatch(type, namespace, listener);
        watches.add(watch);
        return () -> {
            if (!watches.remove(watch)) {
                closedTwice++;
            }
        };
    }

    @Override
    public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        asked("GET", type, namespace + "/" + name);
        return Optional.ofNullable(objects.get(type.kind().kind() + "/" + namespace + "/" + name));
    }

    @Override
    public String log(String namespace, String pod, String container, int lines, boolean previous) {
        String name = pod + "/" + container + (previous ? "/previous" : "");
        requests.add("LOG " + name);
        if (!logs.containsKey(name)) {
            throw failure(Reason.NOT_FOUND);
        }
        return logs.get(name);
    }

    @Override
    public String server() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String version() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ResourceType> type(String group, String kind) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> apiVersions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ResourceType> namespacedTypes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forgetDiscovery() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Applied apply(ResourceType type, ObjectNode object, ApplyOptions options) {
        throw new UnsupportedOperationException("verify does not write");
    }

    @Override
    public ObjectNode create(ResourceType type, ObjectNode object) {
        throw new UnsupportedOperationException("verify does not write");
    }

    @Override
    public ObjectNode replace(ResourceType type, ObjectNode object) {
        throw new UnsupportedOperationException("verify does not write");
    }

    @Override
    public ObjectNode patch(ResourceType type, String namespace, String name, ArrayNode operations, boolean dryRun) {
        throw new UnsupportedOperationException("verify does not write");
    }

    @Override
    public Deletion delete(ResourceType type, String namespace, String name, String uid, boolean dryRun) {
        throw new UnsupportedOperationException("verify does not write");
    }

    @Override
    public Answer ask(String namespace, String service, String path, Duration limit) {
        throw new UnsupportedOperationException("health does not ask Services");
    }

    @Override
    public ClusterGateway guardedBy(Runnable check) {
        return this;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("verify does not own the gateway");
    }
}
