package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The Pods that an object makes. They are found by their shape, so that custom kinds with a Pod template are looked at
 * as the built-in ones are.
 *
 * @param path where {@code spec} of the Pod is in the object, with dots
 * @param labels the labels of the Pods
 * @param spec the Pod's {@code spec}
 */
record PodTemplate(String path, JsonNode labels, JsonNode spec) {
    private static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");
    private static final List<List<String>> OWNERS = List.of(
            List.of(),
            List.of("template"),
            List.of("spec", "template"),
            List.of("spec", "jobTemplate", "spec", "template"));

    /** @return the template; empty for objects that make no Pods */
    static Optional<PodTemplate> of(ObjectNode object) {
        return OWNERS.stream()
                .map(owner -> at(object, owner))
                .filter(template -> template.spec().path("containers").isArray())
                .findFirst();
    }

    private static PodTemplate at(ObjectNode object, List<String> owner) {
        JsonNode pod = Json.at(object, owner.toArray(String[]::new));
        String path = Stream.concat(owner.stream(), Stream.of("spec"))
                .reduce((a, b) -> a + "." + b)
                .orElseThrow();
        return new PodTemplate(path, Json.at(pod, "metadata", "labels"), pod.path("spec"));
    }

    /** Visits every container of every sort with its path. */
    void eachContainer(BiConsumer<String, JsonNode> visitor) {
        CONTAINERS.forEach(list -> each(list, visitor));
    }

    /** Visits the elements of a list in the Pod's spec with their paths. */
    void each(String list, BiConsumer<String, JsonNode> visitor) {
        int number = 0;
        for (JsonNode element : spec.path(list)) {
            String name = Json.text(element, "name");
            visitor.accept(path + "." + list + "[" + (name.isEmpty() ? number : name) + "]", element);
            number++;
        }
    }
}
