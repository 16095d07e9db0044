package io.jenkins.plugins.gitops.core.render;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is changed on top of what a source declares, in the order of this list. Of plain values, for a controller tells
 * it to an agent.
 *
 * @param substitute whether {@code ${NAME}} in the source stands for a variable
 * @param variables the variables
 * @param patches changes of single objects, in their order
 * @param images other images
 * @param imageFields where custom resources name images: {@code Kind.group:FIELD}, FIELD a JSON pointer or a jq path
 * @param pinImages whether each image is fixed to the digest that its tag stands for now
 * @param namespace the namespace of every namespaced object in place of its own; empty leaves them
 * @param labels labels for every object
 * @param annotations annotations for every object
 */
public record Changes(
        boolean substitute,
        Map<String, String> variables,
        List<Patch> patches,
        List<ImageOverride> images,
        List<String> imageFields,
        boolean pinImages,
        String namespace,
        Map<String, String> labels,
        Map<String, String> annotations)
        implements Serializable {
    /** The source as it is. */
    public static final Changes NONE =
            new Changes(false, Map.of(), List.of(), List.of(), List.of(), false, "", Map.of(), Map.of());

    public Changes {
        variables = Map.copyOf(variables);
        patches = List.copyOf(patches);
        images = List.copyOf(images);
        imageFields = List.copyOf(imageFields);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** @return a builder with these changes */
    public ChangesBuilder but() {
        return new ChangesBuilder(this);
    }

    /**
     * @param below changes that were asked for elsewhere, which these go before
     * @return both together: names are merged, patches and fields follow each other
     */
    public Changes over(Changes below) {
        Map<String, ImageOverride> overrides = new LinkedHashMap<>();
        below.images.forEach(override -> overrides.put(override.name(), override));
        images.forEach(override -> overrides.put(override.name(), override));
        return new Changes(
                substitute || below.substitute,
                Layered.maps(below.variables, variables),
                Layered.lists(below.patches, patches),
                List.copyOf(overrides.values()),
                Layered.lists(below.imageFields, imageFields),
                pinImages || below.pinImages,
                namespace.isEmpty() ? below.namespace : namespace,
                Layered.maps(below.labels, labels),
                Layered.maps(below.annotations, annotations));
    }
}
