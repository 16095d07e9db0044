package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kind.Trait;
import io.jenkins.plugins.gitops.sandbox.api.Meta;

/** PUT, of an object or of its status. */
final class Replace {

    private final Cluster cluster;
    private final Writer writer;
    private final Create create;

    Replace(Cluster cluster, Writer writer, Create create) {
        this.cluster = cluster;
        this.writer = writer;
        this.create = create;
    }

    Result run(Kind kind, String subresource, String namespace, String name, JsonNode body, Options options) {
        ObjectNode sent = Bodies.object(kind, body, options);
        if (Meta.name(sent).isEmpty()) {
            throw Errors.badRequest("the name of the object (" + Meta.name(sent)
                    + " based on URL) was undeterminable: name must be provided");
        }
        if (kind.has(Trait.PUT_CREATES)
                && subresource.isEmpty()
                && Meta.resourceVersion(sent).isEmpty()
                && cluster.find(kind, namespace, name).isEmpty()) {
            return create.run(kind, namespace, body, options);
        }
        return writer.update(kind, subresource, namespace, name, options, live -> {
            ObjectNode object = sent.deepCopy();
            checkVersion(kind, name, live, object);
            Codec.fields(kind, subresource).update(live, object, options.owner(), Meta.now());
            return object;
        });
    }

    private static void checkVersion(Kind kind, String name, ObjectNode live, ObjectNode object) {
        String uid = Meta.uid(object);
        if (!uid.isEmpty() && !uid.equals(Meta.uid(live))) {
            throw Errors.conflict(
                    kind,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Meta.uid(live));
        }
        if (Meta.resourceVersion(object).isEmpty() && (!kind.builtin() || kind.has(Trait.NEEDS_VERSION))) {
            FieldErrors errors = new FieldErrors();
            errors.invalid(
                    "metadata.resourceVersion",
                    JsonNodeFactory.instance.numberNode(0),
                    "must be specified for an update");
            errors.throwIfAny(kind, name);
        }
    }
}
