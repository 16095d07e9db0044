package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.Map;
import java.util.TreeMap;

/**
 * The heart of server-side apply: merges, prunes, finds conflicts, and keeps the books. A port of the rules of
 * structured-merge-diff's {@code merge.Updater}, for kinds that are served in one version.
 */
final class Ownership {

    private final Type type;
    private final String apiVersion;
    private final FieldSet ignored;
    private final boolean builtin;

    /** @param ignored fields which this endpoint never owns: {@code status} for the main one */
    Ownership(Type type, String apiVersion, FieldSet ignored, boolean builtin) {
        this.type = type;
        this.apiVersion = apiVersion;
        this.ignored = ignored;
        this.builtin = builtin;
    }

    /** Records in {@code managers} what an update changed: all of it now belongs to {@code id}. */
    void update(JsonNode before, JsonNode after, Managers managers, ManagerId id) {
        Comparison difference = settle(before, after, managers, id, true);
        Managers.Entry old = managers.entries.get(id);
        FieldSet fields = (old == null ? new FieldSet() : old.fields())
                .difference(difference.removed())
                .union(difference.changed())
                .recursiveDifference(ignored);
        if (fields.isEmpty()) {
            managers.entries.remove(id);
        } else {
            managers.entries.put(id, new Managers.Entry(fields, apiVersion, old == null ? null : old.time()));
        }
    }

    /** The live object with the configuration applied; {@code managers} changes along. Throws on a conflict. */
    JsonNode apply(JsonNode live, JsonNode configuration, Managers managers, ManagerId id, boolean force) {
        JsonNode merged = Merge.of(type, live, configuration);
        Managers.Entry last = managers.entries.get(id);
        FieldSet applied = FieldSets.of(type, configuration).recursiveDifference(ignored);
        managers.entries.put(id, new Managers.Entry(applied, apiVersion, last == null ? null : last.time()));
        JsonNode pruned = prune(merged, managers, last == null ? new FieldSet() : last.fields());
        settle(live, pruned, managers, id, force);
        return pruned;
    }

    // Takes what changed away from the other managers, or refuses.
    private Comparison settle(JsonNode before, JsonNode after, Managers managers, ManagerId self, boolean force) {
        Comparison difference = Comparison.of(type, before, after).without(ignored);
        managers.entries
                .entrySet()
                .removeIf(entry -> !entry.getKey().equals(self)
                        && !isServed(entry.getValue().apiVersion()));
        Map<ManagerId, Managers.Entry> contested = new TreeMap<>();
        managers.entries.forEach((id, entry) -> {
            FieldSet lost = entry.fields().intersection(difference.changed());
            if (!id.equals(self) && !lost.isEmpty()) {
                contested.put(id, entry.with(lost));
            }
        });
        if (!force && !contested.isEmpty()) {
            throw ApplyConflictException.of(contested);
        }
        managers.entries.replaceAll((id, entry) -> {
            if (id.equals(self)) {
                return entry;
            }
            FieldSet kept = entry.fields().difference(difference.removed());
            return entry.with(
                    contested.containsKey(id)
                            ? kept.difference(contested.get(id).fields())
                            : kept);
        });
        managers.dropEmpty();
        return difference;
    }

    // Entries in a version that is not there any more are dropped.
    private boolean isServed(String version) {
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/') + 1) : "";
        return version.equals(apiVersion)
                || (!group.isEmpty() && version.startsWith(group) && (!builtin || version.equals("autoscaling/v1")));
    }

    // Removes what this manager applied last time and not now, unless somebody else owns it.
    private JsonNode prune(JsonNode merged, Managers managers, FieldSet last) {
        if (last.isEmpty()) {
            return merged;
        }
        JsonNode pruned = remove(merged, last.withNamedParents(type));
        FieldSet owned = new FieldSet();
        for (Managers.Entry entry : managers.entries.values()) {
            owned = owned.union(entry.fields());
        }
        FieldSet all = members(merged);
        pruned = remove(merged, all.difference(members(pruned).union(owned.withNamedParents(type))));
        return remove(merged, all.difference(members(pruned)).intersection(last.withNamedParents(type)));
    }

    private FieldSet members(JsonNode value) {
        return FieldSets.of(type, value).withNamedParents(type);
    }

    private JsonNode remove(JsonNode value, FieldSet paths) {
        JsonNode out = Removal.of(type, value, paths);
        return out == null ? Json.object() : out;
    }
}
