package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.Comparator;
import java.util.List;

/**
 * Field management of one endpoint of one kind, around {@link Ownership}: reads and writes {@code managedFields},
 * keeps the times, leaves out the metadata that nobody owns. The rules are those of apimachinery's
 * {@code managedfields} package.
 */
public final class FieldManager {

    /** Objects that were never applied belong to this manager when the first apply comes. */
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private static final String ANCIENT = "ancient-changes";
    private static final int MAX_UPDATE_MANAGERS = 10;

    // Also "metadata" itself: a set never holds what the server alone writes.
    private static final FieldSet NOBODYS = List.of(
                    "name",
                    "namespace",
                    "creationTimestamp",
                    "selfLink",
                    "uid",
                    "clusterName",
                    "generation",
                    "managedFields",
                    "resourceVersion")
            .stream()
            .map(name -> FieldSet.of("metadata", name))
            .reduce(FieldSet.of("metadata"), FieldSet::union)
            .union(FieldSet.of("apiVersion"))
            .union(FieldSet.of("kind"));

    private final Ownership ownership;
    private final String apiVersion;
    private final String subresource;
    private final ObjectNode blank;

    /**
     * @param ignored fields that this endpoint never owns
     * @param builtin whether the kind has no other versions than this one
     * @param blank what the server prints for an object without content, the state before a create
     */
    public FieldManager(
            Type type, String apiVersion, String subresource, FieldSet ignored, ObjectNode blank, boolean builtin) {
        this.ownership = new Ownership(type, apiVersion, ignored, builtin);
        this.apiVersion = apiVersion;
        this.subresource = subresource;
        this.blank = blank;
    }

    /**
     * Records an update which has been made already.
     *
     * @param live the object before, null for a create
     * @param after the object after; its {@code managedFields} are replaced
     */
    public void update(ObjectNode live, ObjectNode after, String manager, String now) {
        JsonNode sent = Json.at(after, "metadata", "managedFields");
        Managers managers = managersFor(live, sent);
        metadata(after).remove("managedFields");
        boolean untracked = live != null && managers.isEmpty();
        if (!untracked) {
            track(live == null ? blank : withoutManagedFields(live), after, managers, manager, now);
            cap(managers);
        }
        store(after, managers);
    }

    /**
     * Applies a configuration.
     *
     * @param live the object before, null for a create
     * @return the new object, not yet decoded nor defaulted
     * @throws ApplyConflictException when others own what it would change and {@code force} is not given
     */
    public ObjectNode apply(ObjectNode live, ObjectNode configuration, String manager, boolean force, String now) {
        Managers managers = Managers.decode(live == null ? Json.array() : Json.at(live, "metadata", "managedFields"));
        ObjectNode before = live == null ? blank : withoutManagedFields(live);
        if (managers.isEmpty()) {
            track(blank, before, managers, BEFORE_FIRST_APPLY, now);
        }
        ManagerId id = ManagerId.applier(manager, subresource);
        ObjectNode after = (ObjectNode) ownership.apply(before, configuration, managers, id, force);
        strip(managers, id);
        Managers.Entry own = managers.entries.get(id);
        if (own != null && !Json.same(before, after)) {
            managers.entries.put(id, new Managers.Entry(own.fields(), own.apiVersion(), now));
        }
        ObjectNode out = after.deepCopy();
        store(out, managers);
        return out;
    }

    private void track(JsonNode before, JsonNode after, Managers managers, String manager, String now) {
        // A stand-in first, so that a request is told apart from earlier ones of the same manager: only what it
        // changed moves the time of the entry.
        ManagerId current = ManagerId.updater("current-operation", apiVersion, subresource);
        ownership.update(before, after, managers, current);
        strip(managers, current);
        Managers.Entry changed = managers.entries.remove(current);
        if (changed == null) {
            return;
        }
        ManagerId id = ManagerId.updater(manager.isEmpty() ? "unknown" : manager, apiVersion, subresource);
        Managers.Entry previous = managers.entries.get(id);
        FieldSet fields = previous == null ? changed.fields() : changed.fields().union(previous.fields());
        managers.entries.put(id, new Managers.Entry(fields, apiVersion, now));
    }

    // Merges the oldest update entries into one when there are more than ten.
    private void cap(Managers managers) {
        List<ManagerId> updaters = managers.entries.keySet().stream()
                .filter(id -> !id.applied())
                .sorted(Comparator.comparing(
                        id -> String.valueOf(managers.entries.get(id).time())))
                .toList();
        int surplus = updaters.size() - MAX_UPDATE_MANAGERS;
        if (surplus <= 0) {
            return;
        }
        ManagerId bucket = ManagerId.updater(ANCIENT, apiVersion, "");
        for (ManagerId id : updaters.subList(0, surplus + 1)) {
            Managers.Entry entry = managers.entries.remove(id);
            managers.entries.merge(
                    bucket, entry, (a, b) -> new Managers.Entry(a.fields().union(b.fields()), apiVersion, b.time()));
        }
    }

    private static void strip(Managers managers, ManagerId id) {
        Managers.Entry entry = managers.entries.get(id);
        if (entry != null) {
            managers.entries.put(id, entry.with(entry.fields().difference(NOBODYS)));
            managers.dropEmpty();
        }
    }

    // A client may edit managedFields through the main endpoint, and resets them with [] or [{}].
    private Managers managersFor(ObjectNode live, JsonNode sent) {
        boolean main = subresource.isEmpty();
        if (main
                && sent.isArray()
                && (sent.isEmpty() || (sent.size() == 1 && sent.get(0).isEmpty()))) {
            return new Managers();
        }
        if (main && sent.isArray()) {
            try {
                return Managers.decode(sent);
            } catch (IllegalArgumentException e) {
                // Falls through to the live ones, as the server does.
            }
        }
        return live == null ? new Managers() : Managers.decode(Json.at(live, "metadata", "managedFields"));
    }

    private static ObjectNode withoutManagedFields(ObjectNode object) {
        ObjectNode out = object.deepCopy();
        metadata(out).remove("managedFields");
        return out;
    }

    private static void store(ObjectNode object, Managers managers) {
        if (managers.isEmpty()) {
            metadata(object).remove("managedFields");
        } else {
            metadata(object).set("managedFields", managers.encode());
        }
    }

    private static ObjectNode metadata(ObjectNode object) {
        return Json.child(object, "metadata");
    }
}
