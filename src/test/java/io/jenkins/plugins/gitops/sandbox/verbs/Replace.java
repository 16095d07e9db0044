package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kind.Trait;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.util.List;

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
            String key =
                    "/registry/" + kind.plural() + "/" + (kind.namespaced() ? Meta.namespace(live) + "/" : "") + name;
            throw Errors.conflict(
                    kind,
                    name,
                    "StorageError: invalid object, Code: 4, Key: " + key
                            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
                            + uid
                            + ", UID in object meta: " + Meta.uid(live));
        }
        if (Meta.resourceVersion(object).isEmpty() && (!kind.builtin() || kind.has(Trait.NEEDS_VERSION))) {
            // Here the server names the resource, not the kind.
            throw Errors.invalid(
                    kind.group(),
                    kind.plural(),
                    name,
                    List.of(new Cause(
                            "FieldValueInvalid",
                            "Invalid value: 0: must be specified for an update",
                            "metadata.resourceVersion")));
        }
    }
}
