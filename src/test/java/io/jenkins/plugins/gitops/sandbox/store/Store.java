package io.jenkins.plugins.gitops.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What etcd is to the API server: objects by key, one revision for every write, and a history for watches. An object
 * that is in the store is never changed; a write puts a new one in its place.
 */
public final class Store {

    /** The objects of one moment. */
    public record Snapshot(long revision, List<ObjectNode> objects) {}

    private final TreeMap<Key, ObjectNode> objects = new TreeMap<>();
    private final Deque<Event> history = new ArrayDeque<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final int historyLimit;
    private long revision = 100;
    private long forgotten = 100;

    public Store(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    public synchronized Optional<ObjectNode> get(Key key) {
        return Optional.ofNullable(objects.get(key));
    }

    public synchronized long revision() {
        return revision;
    }

    /** The objects of a resource in one namespace, or in all of them when it is empty. */
    public synchronized Snapshot list(String group, String plural, String namespace) {
        Key from = new Key(group, plural, namespace, "");
        Key to = namespace.isEmpty()
                ? new Key(group, plural + "\0", "", "")
                : new Key(group, plural, namespace + "\0", "");
        return new Snapshot(revision, List.copyOf(objects.subMap(from, to).values()));
    }

    public synchronized Map<Key, ObjectNode> all() {
        return new TreeMap<>(objects);
    }

    /**
     * Puts an object in place of {@code expected} (null: of nothing) and returns it with its new resourceVersion; empty
     * when another write came first.
     */
    public synchronized Optional<ObjectNode> put(Key key, ObjectNode expected, ObjectNode object) {
        if (objects.get(key) != expected) {
            return Optional.empty();
        }
        ObjectNode stored = stamped(object);
        objects.put(key, stored);
        tell(remember(expected == null ? Type.ADDED : Type.MODIFIED, key, stored, expected));
        return Optional.of(stored);
    }

    /**
     * Removes an object if it is still {@code expected}, and returns its last state with the revision of the deletion;
     * empty when another write came first.
     */
    public synchronized Optional<ObjectNode> remove(Key key, ObjectNode expected) {
        if (expected == null || objects.get(key) != expected) {
            return Optional.empty();
        }
        objects.remove(key);
        Event event = remember(Type.DELETED, key, stamped(expected), expected);
        tell(event);
        return Optional.of(event.object());
    }

    /**
     * Hears every event from now on, after those since {@code since} have been replayed to it, without a gap.
     *
     * @return what ends it; empty when the history does not reach back to {@code since}
     */
    public synchronized Optional<Runnable> listen(long since, Consumer<Event> listener) {
        if (since < forgotten) {
            return Optional.empty();
        }
        for (Event event : history) {
            if (event.revision() > since) {
                listener.accept(event);
            }
        }
        listeners.add(listener);
        return Optional.of(() -> listeners.remove(listener));
    }

    /** Forgets the history, as etcd does when it is compacted. */
    public synchronized void compact() {
        history.clear();
        forgotten = revision;
    }

    private ObjectNode stamped(ObjectNode object) {
        revision++;
        ObjectNode out = object.deepCopy();
        Meta.of(out).put("resourceVersion", Long.toString(revision));
        return out;
    }

    private Event remember(Type type, Key key, ObjectNode object, ObjectNode previous) {
        Event event = new Event(revision, type, key, object, previous);
        history.add(event);
        while (history.size() > historyLimit) {
            forgotten = history.remove().revision();
        }
        return event;
    }

    // Inside the lock: listeners only take the event into a queue, and see the order of the revisions.
    private void tell(Event event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** The same object, apart from the resourceVersion? */
    public static boolean sameContent(ObjectNode a, ObjectNode b) {
        ObjectNode left = a.deepCopy();
        ObjectNode right = b.deepCopy();
        Meta.of(left).remove("resourceVersion");
        Meta.of(right).remove("resourceVersion");
        return Json.same(left, right);
    }
}
