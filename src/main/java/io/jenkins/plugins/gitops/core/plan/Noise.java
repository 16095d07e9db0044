package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the server and tools keep about an object and nobody declares: out of every comparison. */
final class Noise {
    private static final List<String> METADATA =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");
    /** Copies of the whole object, secrets included (kubernetes/kubectl#1453). */
    private static final List<String> COPIES =
            List.of("kubectl.kubernetes.io/last-applied-configuration", "kapp.k14s.io/original");

    private Noise() {}

    /** @return a copy of the object without its noise */
    static ObjectNode strip(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        ObjectNode metadata = copy.withObject("/metadata");
        metadata.remove(METADATA);
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(COPIES);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return copy;
    }
}
