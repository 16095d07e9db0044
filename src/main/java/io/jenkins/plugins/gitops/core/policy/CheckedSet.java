package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is checked together, with what every object would otherwise look for among all others. */
final class CheckedSet {
    private final List<Manifest> manifests;
    private final Situation situation;
    private final Limits limits;
    private final Map<String, List<JsonNode>> podLabels = new HashMap<>();
    private final Map<String, Map<Map.Entry<String, JsonNode>, List<JsonNode>>> podsByLabel = new HashMap<>();
    private final Map<ResourceKey, Manifest> declared = new HashMap<>();
    private Optional<KubernetesVersion> target;

    /**
     * @param manifests the objects, hooks among them
     * @param situation what is known of source and target
     * @param limits what the target allows
     */
    CheckedSet(List<Manifest> manifests, Situation situation, Limits limits) {
        this.manifests = List.copyOf(manifests);
        this.situation = situation;
        this.limits = limits;
        for (Manifest manifest : manifests) {
            PodTemplate.of(manifest.json()).ifPresent(pods -> add(namespace(manifest), pods.labels()));
        }
    }

    private void add(String namespace, JsonNode labels) {
        podLabels.computeIfAbsent(namespace, unused -> new ArrayList<>()).add(labels);
        Map<Map.Entry<String, JsonNode>, List<JsonNode>> byLabel =
                podsByLabel.computeIfAbsent(namespace, unused -> new HashMap<>());
        labels.properties()
                .forEach(label -> byLabel.computeIfAbsent(
                                Map.entry(label.getKey(), label.getValue()), unused -> new ArrayList<>())
                        .add(labels));
    }

    List<Manifest> manifests() {
        return manifests;
    }

    /** @return the labels of all Pods that are made in a namespace */
    List<JsonNode> podLabels(String namespace) {
        return podLabels.getOrDefault(namespace, List.of());
    }

    /** @return the labels of those of them that have a label */
    List<JsonNode> podLabels(String namespace, Map.Entry<String, JsonNode> label) {
        return podsByLabel
                .getOrDefault(namespace, Map.of())
                .getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of());
    }

    /** @return the first object that was declared under a key: the given one, if there was none before */
    Manifest first(ResourceKey key, Manifest manifest) {
        Manifest before = declared.putIfAbsent(key, manifest);
        return before == null ? manifest : before;
    }

    /** @return the target's version, asked for once; empty when unknown */
    Optional<KubernetesVersion> target() {
        if (target == null) {
            target = KubernetesVersion.parse(situation.kubeVersion().get());
        }
        return target;
    }

    Situation situation() {
        return situation;
    }

    Limits limits() {
        return limits;
    }

    /** @return the namespace an object without one goes to */
    String namespace(Manifest manifest) {
        return manifest.namespace().isEmpty() ? situation.namespace() : manifest.namespace();
    }
}
