package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.util.List;

/** PATCH with a merge patch, a strategic merge patch or a JSON patch. */
final class Patch {

    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON = "application/json-patch+json";

    private final Writer writer;

    Patch(Writer writer) {
        this.writer = writer;
    }

    Result run(
            Kind kind,
            String subresource,
            String namespace,
            String name,
            String contentType,
            String body,
            Options options) {
        if (options.force() != null) {
            throw Errors.invalid(
                    "meta.k8s.io",
                    "PatchOptions",
                    "",
                    List.of(new Cause(
                            "FieldValueForbidden", "Forbidden: may not be specified for non-apply patch", "force")));
        }
        JsonNode patch;
        try {
            patch = Json.parse(body);
        } catch (IllegalArgumentException e) {
            throw Errors.badRequest("error decoding patch: " + e.getMessage());
        }
        return writer.update(kind, subresource, namespace, name, options, live -> {
            JsonNode patched = patched(kind, live, contentType, patch);
            ObjectNode object = Bodies.patched(kind, patched, options);
            Codec.fields(kind, subresource).update(live, object, options.owner(), Meta.now());
            return object;
        });
    }

    /** The patched tree; shared with the scale sub-resource. */
    static JsonNode patched(Kind kind, ObjectNode live, String contentType, JsonNode patch) {
        try {
            return switch (contentType) {
                case MERGE -> MergePatch.merge(live, patch);
                case STRATEGIC -> MergePatch.strategic(kind.type(), live, patch);
                default -> JsonPatch.apply(live, patch);
            };
        } catch (IllegalArgumentException e) {
            throw unprocessable(e.getMessage());
        }
    }

    private static ApiException unprocessable(String message) {
        return Errors.of(
                422, "Invalid", "the server rejected our request due to an error in our request", Json.object());
    }
}
