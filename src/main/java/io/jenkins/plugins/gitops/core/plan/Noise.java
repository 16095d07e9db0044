package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the server and tools keep about an object and nobody declares: out of every comparison. */
final class Noise {
    private static final List<String> METADATA =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");
    /** A copy of the whole object, secrets included (kubernetes/kubectl#1453). */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Noise() {}

    /** @return a copy of the object without its noise */
    static ObjectNode strip(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        ObjectNode metadata = copy.withObject("/metadata");
        metadata.remove(METADATA);
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(LAST_APPLIED);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return copy;
    }
}
