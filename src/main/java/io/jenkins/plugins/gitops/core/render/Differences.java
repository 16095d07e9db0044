package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names the objects and fields in which two renders differ. Never their values, which may be passwords. */
final class Differences {
    private Differences() {}

    /** @return a line for each object that differs, in the order of the first render */
    static List<String> between(List<Manifest> first, List<Manifest> second) {
        Map<String, Manifest> others = byKey(second);
        List<String> differences = new ArrayList<>();
        byKey(first).forEach((key, manifest) -> {
            Manifest other = others.remove(key);
            if (other == null) {
                differences.add(manifest + " has another name");
                return;
            }
            List<String> fields = new ArrayList<>();
            compare(manifest.json(), other.json(), JsonPointer.empty(), fields);
            if (!fields.isEmpty()) {
                differences.add(manifest + " in " + String.join(", ", fields));
            }
        });
        if (differences.isEmpty()) {
            others.values().forEach(manifest -> differences.add(manifest + " is not always there"));
        }
        return differences;
    }

    /** Objects of one name are told apart by their order. */
    private static Map<String, Manifest> byKey(List<Manifest> manifests) {
        Map<ResourceKey, Integer> counts = new LinkedHashMap<>();
        Map<String, Manifest> keyed = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            int number = counts.merge(manifest.key(), 1, Integer::sum);
            keyed.put(number + " " + manifest.key(), manifest);
        }
        return keyed;
    }

    private static void compare(JsonNode one, JsonNode other, JsonPointer at, List<String> fields) {
        if (one.equals(other)) {
            return;
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(one.path(name), other.path(name), at.appendProperty(name), fields));
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(one.get(i), other.get(i), at.appendIndex(i), fields);
            }
        } else {
            fields.add(at.toString());
        }
    }
}
