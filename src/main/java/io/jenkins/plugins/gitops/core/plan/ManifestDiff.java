package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How one object differs between two sets of manifests. Masked: a value that both have has one mask.
 *
 * @param key the object, without the namespace of the target
 * @param side where it is
 * @param fields the differing fields when it is in both: {@code before} is of the first set, {@code after} of the second
 */
public record ManifestDiff(ResourceKey key, Side side, List<FieldDiff> fields) {
    /** Where an object is. */
    public enum Side {
        FIRST,
        SECOND,
        BOTH
    }

    /**
     * Compares two sets of two targets. An object of the target's namespace is the same as one of that name in the other
     * target's namespace, and what tells the targets apart is no difference: namespace and owner label.
     *
     * @param namespace the namespace of the first set's target
     * @param otherNamespace that of the second set's
     * @param rules which values are sensitive beside those of Secrets
     * @return an entry for each object that differs, in the order of the keys
     */
    public static List<ManifestDiff> between(
            List<Manifest> first, String namespace, List<Manifest> second, String otherNamespace, FieldRules rules) {
        Map<ResourceKey, ObjectNode> before = byKey(first, namespace);
        Map<ResourceKey, ObjectNode> after = byKey(second, otherNamespace);
        TreeSet<ResourceKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<ManifestDiff> diffs = new ArrayList<>();
        for (ResourceKey key : keys) {
            if (!after.containsKey(key)) {
                diffs.add(new ManifestDiff(key, Side.FIRST, List.of()));
            } else if (!before.containsKey(key)) {
                diffs.add(new ManifestDiff(key, Side.SECOND, List.of()));
            } else if (!before.get(key).equals(after.get(key))) {
                new Masking(rules).mask(before.get(key), after.get(key));
                Owners nobody = Owners.of(MissingNode.getInstance(), "");
                diffs.add(new ManifestDiff(key, Side.BOTH, ObjectDiff.of(before.get(key), after.get(key), nobody)));
            }
        }
        return diffs;
    }

    private static Map<ResourceKey, ObjectNode> byKey(List<Manifest> manifests, String namespace) {
        Map<ResourceKey, ObjectNode> objects = new TreeMap<>();
        for (Manifest manifest : manifests) {
            ObjectNode object = Noise.strip(manifest.json());
            ObjectNode metadata = object.withObject("/metadata");
            ResourceKey key = manifest.key();
            if (key.namespace().equals(namespace)) {
                key = key.inNamespace("");
                metadata.remove("namespace");
            }
            if (Json.at(metadata, "labels") instanceof ObjectNode labels) {
                labels.remove(ApplySet.PART_OF);
                if (labels.isEmpty()) {
                    metadata.remove("labels");
                }
            }
            objects.put(key, object);
        }
        return objects;
    }
}
