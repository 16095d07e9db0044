package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Map;
import java.util.stream.Stream;

/** Where the built-in kinds name what they run. */
final class PodSpecs {
    private static final String[] TEMPLATE = {"spec", "template", "spec"};
    private static final Map<String, String[]> PATHS = Map.of(
            "Pod", new String[] {"spec"},
            "PodTemplate", new String[] {"template", "spec"},
            "ReplicationController", TEMPLATE,
            "ReplicaSet.apps", TEMPLATE,
            "Deployment.apps", TEMPLATE,
            "StatefulSet.apps", TEMPLATE,
            "DaemonSet.apps", TEMPLATE,
            "Job.batch", TEMPLATE,
            "CronJob.batch", new String[] {"spec", "jobTemplate", "spec", "template", "spec"});

    private PodSpecs() {}

    /** @return where the object may name images: in containers of every sort and in image volumes */
    static Stream<ImageSlot> images(ObjectNode object) {
        GroupVersionKind type = GroupVersionKind.of(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        String[] path = PATHS.get(type.groupKind());
        if (path == null) {
            return Stream.empty();
        }
        JsonNode spec = Json.at(object, path);
        return Stream.concat(
                Stream.of("initContainers", "containers", "ephemeralContainers")
                        .flatMap(list -> Json.elements(spec, list))
                        .map(container -> ImageSlot.of(container, "image")),
                Json.elements(spec, "volumes").map(volume -> ImageSlot.of(volume.path("image"), "reference")));
    }
}
