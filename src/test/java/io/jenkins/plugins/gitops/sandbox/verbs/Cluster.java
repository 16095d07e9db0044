package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kinds;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import java.util.Optional;

/** The state that all verbs share: the objects and the kinds. */
public record Cluster(Store store, Kinds kinds) {

    /** The object as a request in this version of its kind sees it. */
    public Optional<ObjectNode> find(Kind kind, String namespace, String name) {
        return store.get(Key.of(kind, namespace, name)).map(object -> inVersion(kind, object));
    }

    public ObjectNode get(Kind kind, String namespace, String name) {
        return find(kind, namespace, name).orElseThrow(() -> Errors.notFound(kind, name));
    }

    // Custom resources convert without change (conversion strategy None).
    static ObjectNode inVersion(Kind kind, ObjectNode object) {
        if (kind.builtin() || object.path("apiVersion").asText().equals(kind.apiVersion())) {
            return object;
        }
        ObjectNode out = object.deepCopy();
        out.put("apiVersion", kind.apiVersion());
        return out;
    }
}
