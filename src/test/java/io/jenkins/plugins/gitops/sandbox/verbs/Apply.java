package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.fields.ApplyConflictException;
import io.jenkins.plugins.gitops.sandbox.schema.Decoder.DecodeException;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.util.ArrayList;
import java.util.List;

/** PATCH with {@code application/apply-patch+yaml}: server-side apply. */
final class Apply {

    private final Cluster cluster;
    private final Writer writer;

    Apply(Cluster cluster, Writer writer) {
        this.cluster = cluster;
        this.writer = writer;
    }

    Result run(Kind kind, String subresource, String namespace, String name, String body, Options options) {
        if (options.manager().isEmpty()) {
            throw Errors.invalid(
                    "meta.k8s.io",
                    "PatchOptions",
                    "",
                    List.of(new Cause(
                            "FieldValueRequired", "Required value: is required for apply patch", "fieldManager")));
        }
        ObjectNode configuration = Configuration.read(body);
        while (true) {
            if (cluster.store().get(Key.of(kind, namespace, name)).isPresent()) {
                return writer.update(kind, subresource, namespace, name, options, live -> {
                    ObjectNode object = applied(kind, subresource, live, configuration, options);
                    Configuration.checkStrictly(body, options);
                    return object;
                });
            }
            if (!subresource.isEmpty()) {
                throw Errors.notFound(kind, name);
            }
            ObjectNode object = applied(kind, subresource, null, configuration, options);
            Configuration.checkStrictly(body, options);
            if (!Meta.uid(object).isEmpty()) {
                throw Errors.conflict(
                        kind,
                        name,
                        "uid mismatch: the provided object specified uid " + Meta.uid(object)
                                + ", and no existing object was found");
            }
            try {
                return writer.create(kind, namespace, name, object, options);
            } catch (ApiException e) {
                // Somebody else created it meanwhile: then it is an update.
                if (!e.reason().equals("AlreadyExists")) {
                    throw e;
                }
            }
        }
    }

    private static ObjectNode applied(
            Kind kind, String subresource, ObjectNode live, ObjectNode configuration, Options options) {
        Configuration.check(kind, configuration);
        boolean force = Boolean.TRUE.equals(options.force());
        try {
            ObjectNode merged =
                    Codec.fields(kind, subresource).apply(live, configuration, options.manager(), force, Meta.now());
            return Codec.decode(kind, merged, new ArrayList<>());
        } catch (ApplyConflictException e) {
            throw Errors.applyConflict(
                    e.getMessage(),
                    e.conflicts().stream()
                            .map(c -> new Cause("FieldManagerConflict", "conflict with " + c.manager(), c.field()))
                            .toList());
        } catch (DecodeException e) {
            String why = e.getMessage().startsWith("illegal base64") ? "error decoding from json: " : "";
            throw Errors.internal("failed to convert new object (" + Configuration.described(configuration)
                    + ") to proper version: unable to convert unstructured object to "
                    + Configuration.goKind(configuration) + ": " + why + e.getMessage());
        }
    }
}
