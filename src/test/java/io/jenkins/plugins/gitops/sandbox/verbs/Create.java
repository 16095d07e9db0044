package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;

/** POST. */
final class Create {

    private final Writer writer;

    Create(Writer writer) {
        this.writer = writer;
    }

    Result run(Kind kind, String namespace, JsonNode body, Options options) {
        ObjectNode object = Bodies.object(kind, body, options);
        if (!Meta.resourceVersion(object).isEmpty()) {
            throw Errors.internal("resourceVersion should not be set on objects to be created");
        }
        Codec.fields(kind, "").update(null, object, options.owner(), Meta.now());
        return writer.create(kind, namespace, null, object, options);
    }
}
