package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the fields in which two objects differ, and who owns them in the first. */
final class ObjectDiff {
    private final List<FieldDiff> diffs = new ArrayList<>();

    private ObjectDiff() {}

    /**
     * @param before the live object, stripped and masked
     * @param after the predicted object, stripped and masked
     * @param owners the owners at the root of the live object
     * @return the differing fields in the order of their paths; a subtree that is on one side only is one entry
     */
    static List<FieldDiff> of(JsonNode before, JsonNode after, Owners owners) {
        ObjectDiff diff = new ObjectDiff();
        diff.compare("", before, after, owners);
        return List.copyOf(diff.diffs);
    }

    private void compare(String path, JsonNode before, JsonNode after, Owners owners) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(
                        path.isEmpty() ? step(name) : path + "." + step(name),
                        before.path(name),
                        after.path(name),
                        owners.field(name));
            }
        } else if (before instanceof ArrayNode old && after instanceof ArrayNode changed) {
            Optional<ListKey> key = ListKey.of(old, changed);
            if (key.isPresent()) {
                keyed(path, key.get().index(old), key.get().index(changed), owners);
            } else {
                indexed(path, old, changed, owners);
            }
        } else {
            diffs.add(new FieldDiff(path, before, after, owners.managers(), owners.since()));
        }
    }

    private void keyed(String path, Map<String, JsonNode> before, Map<String, JsonNode> after, Owners owners) {
        int found = diffs.size();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            JsonNode old = before.getOrDefault(name, MissingNode.getInstance());
            JsonNode changed = after.getOrDefault(name, MissingNode.getInstance());
            compare(path + "[" + name + "]", old, changed, owners.element(old.isMissingNode() ? changed : old));
        }
        if (diffs.size() == found) {
            // The same elements in another order, which matters to init containers and environment variables.
            diffs.add(new FieldDiff(
                    path, order(before.keySet()), order(after.keySet()), owners.managers(), owners.since()));
        }
    }

    private void indexed(String path, ArrayNode before, ArrayNode after, Owners owners) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            JsonNode old = before.path(i);
            JsonNode changed = after.path(i);
            Owners here = owners.element(old.isMissingNode() ? changed : old);
            // An atomic list has one owner for all of it.
            compare(path + "[" + i + "]", old, changed, here.managers().isEmpty() ? owners : here);
        }
    }

    private static ArrayNode order(Set<String> names) {
        ArrayNode order = Json.MAPPER.createArrayNode();
        names.forEach(order::add);
        return order;
    }

    /** A name that holds dots or brackets, such as an annotation's, is quoted so that the path stays readable. */
    private static String step(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : "\"" + name + "\"";
    }
}
