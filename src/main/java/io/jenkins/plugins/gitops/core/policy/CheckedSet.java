package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that is checked together. */
final class CheckedSet {
    private final List<Manifest> manifests;
    private final Situation situation;
    private final Limits limits;
    private final Map<String, List<Manifest>> names;
    private final Map<String, List<JsonNode>> podLabels = new HashMap<>();

    /**
     * @param manifests the objects, hooks among them
     * @param situation what is known of source and target
     * @param limits what the target allows
     */
    CheckedSet(List<Manifest> manifests, Situation situation, Limits limits) {
        this.manifests = List.copyOf(manifests);
        this.situation = situation;
        this.limits = limits;
        names = manifests.stream()
                .collect(Collectors.groupingBy(Manifest::name, LinkedHashMap::new, Collectors.toList()));
        manifests.forEach(manifest -> PodTemplate.of(manifest.json()).stream()
                .map(PodTemplate::labels)
                .forEach(labels -> podLabels
                        .computeIfAbsent(namespace(manifest), any -> new ArrayList<>())
                        .add(labels)));
    }

    List<Manifest> manifests() {
        return manifests;
    }

    /** @return the objects of this name, in their order */
    List<Manifest> named(String name) {
        return names.getOrDefault(name, List.of());
    }

    /** @return the labels of the Pod templates in a namespace */
    List<JsonNode> podLabels(String namespace) {
        return podLabels.getOrDefault(namespace, List.of());
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
