package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.api.Yaml;
import io.jenkins.plugins.gitops.sandbox.fields.ApplyConflictException;
import io.jenkins.plugins.gitops.sandbox.fields.Validation;
import io.jenkins.plugins.gitops.sandbox.schema.Decoder.DecodeException;
import io.jenkins.plugins.gitops.sandbox.store.Key;
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
        ObjectNode configuration = read(body, options);
        while (true) {
            if (cluster.store().get(Key.of(kind, namespace, name)).isPresent()) {
                return writer.update(
                        kind,
                        subresource,
                        namespace,
                        name,
                        options,
                        live -> applied(kind, subresource, namespace, name, live, configuration, options));
            }
            if (!subresource.isEmpty()) {
                throw Errors.notFound(kind, name);
            }
            ObjectNode object = applied(kind, subresource, namespace, name, null, configuration, options);
            if (!Meta.uid(object).isEmpty()) {
                throw Errors.conflict(
                        kind,
                        name,
                        "uid mismatch: the provided object specified uid " + Meta.uid(object)
                                + ", and no existing object was found");
            }
            try {
                Meta.of(object).put("name", Meta.name(object).isEmpty() ? name : Meta.name(object));
                return writer.create(kind, namespace, object, options);
            } catch (io.jenkins.plugins.gitops.sandbox.api.ApiException e) {
                // Somebody else created it meanwhile: then it is an update.
                if (!e.reason().equals("AlreadyExists")) {
                    throw e;
                }
            }
        }
    }

    private static ObjectNode read(String body, Options options) {
        JsonNode parsed;
        try {
            parsed = Yaml.parse(body, false);
        } catch (RuntimeException e) {
            throw Errors.badRequest("error decoding YAML: " + e.getMessage());
        }
        if (!parsed.isObject()) {
            throw Errors.badRequest(
                    "error decoding YAML: error unmarshaling JSON: json: cannot unmarshal into Go value of type"
                            + " map[string]interface {}");
        }
        if (options.strict()) {
            try {
                Yaml.parse(body, true);
            } catch (RuntimeException e) {
                throw Errors.badRequest("error strict decoding YAML: " + e.getMessage());
            }
        }
        return (ObjectNode) parsed;
    }

    private static ObjectNode applied(
            Kind kind,
            String subresource,
            String namespace,
            String name,
            ObjectNode live,
            ObjectNode configuration,
            Options options) {
        String apiVersion = Json.text(configuration, "apiVersion");
        if (!apiVersion.equals(kind.apiVersion())
                || !Json.text(configuration, "kind").equals(kind.name())) {
            throw Errors.badRequest(
                    "invalid object type: " + apiVersion + ", Kind=" + Json.text(configuration, "kind"));
        }
        if (configuration.path("metadata").has("managedFields")) {
            throw Errors.badRequest("metadata.managedFields must be nil");
        }
        String wrong = Validation.errors(kind.type(), configuration);
        if (!wrong.isEmpty()) {
            throw Errors.internal("failed to create typed patch object (" + Meta.namespace(configuration) + "/"
                    + Meta.name(configuration) + "; " + apiVersion + ", Kind=" + kind.name() + "): " + wrong);
        }
        try {
            ObjectNode merged = Codec.fields(kind, subresource)
                    .apply(live, configuration, options.manager(), Boolean.TRUE.equals(options.force()), Meta.now());
            return Codec.decode(kind, merged, new java.util.ArrayList<>());
        } catch (ApplyConflictException e) {
            throw Errors.applyConflict(
                    e.getMessage(),
                    e.conflicts().stream()
                            .map(c -> new Cause("FieldManagerConflict", "conflict with " + c.manager(), c.field()))
                            .toList());
        } catch (DecodeException e) {
            throw Errors.internal("failed to convert new object (" + namespace + "/" + name + ") to proper version: "
                    + e.getMessage());
        }
    }
}
