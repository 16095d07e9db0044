package io.jenkins.plugins.gitops.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The refusals of the API server in its own words: {@code apimachinery/pkg/api/errors}. */
public final class Errors {

    /** One reason among several: {@code details.causes[]}. */
    public record Cause(String reason, String message, String field) {}

    private Errors() {}

    public static ApiException notFound(Kind kind, String name) {
        return new ApiException(
                404,
                status(404, "NotFound", kind.groupResource() + " \"" + name + "\" not found", details(kind, name)));
    }

    public static ApiException noSuchPath() {
        return new ApiException(
                404, status(404, "NotFound", "the server could not find the requested resource", Json.object()));
    }

    public static ApiException alreadyExists(Kind kind, String name) {
        return new ApiException(
                409,
                status(
                        409,
                        "AlreadyExists",
                        kind.groupResource() + " \"" + name + "\" already exists",
                        details(kind, name)));
    }

    /** A write that lost a race, or a precondition that does not hold: 409 without causes. */
    public static ApiException conflict(Kind kind, String name, String why) {
        String message = "Operation cannot be fulfilled on " + kind.groupResource() + " \"" + name + "\": " + why;
        return new ApiException(409, status(409, "Conflict", message, details(kind, name)));
    }

    public static ApiException modified(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** A conflict of server-side apply: 409 with a cause for each field. */
    public static ApiException applyConflict(String message, List<Cause> causes) {
        ObjectNode details = Json.object();
        causes(details, causes);
        return new ApiException(409, status(409, "Conflict", message, details));
    }

    public static ApiException badRequest(String message) {
        return new ApiException(400, status(400, "BadRequest", message, null));
    }

    /** What the server answers when it fails in a way that it has no word for. */
    public static ApiException internal(String message) {
        ObjectNode status = status(500, "", message, null);
        status.remove("reason");
        return new ApiException(500, status);
    }

    public static ApiException invalid(String group, String kind, String name, List<Cause> causes) {
        List<String> texts = causes.stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .distinct()
                .toList();
        String text = String.join(", ", texts);
        String groupKind = group.isEmpty() ? kind : kind + "." + group;
        String message = groupKind + " \"" + name + "\" is invalid: " + (texts.size() > 1 ? "[" + text + "]" : text);
        ObjectNode details = details(name, group, kind);
        causes(details, causes);
        return new ApiException(422, status(422, "Invalid", message, details));
    }

    public static ApiException invalid(Kind kind, String name, List<Cause> causes) {
        return invalid(kind.group(), kind.name(), name, causes);
    }

    public static ApiException forbidden(Kind kind, String name, String why, List<Cause> causes) {
        String message = kind.groupResource() + (name.isEmpty() ? "" : " \"" + name + "\"") + " is forbidden: " + why;
        ObjectNode details = details(kind, name);
        causes(details, causes);
        return new ApiException(403, status(403, "Forbidden", message, details));
    }

    public static ApiException unauthorized() {
        return new ApiException(401, status(401, "Unauthorized", "Unauthorized", null));
    }

    public static ApiException methodNotAllowed() {
        return new ApiException(
                405,
                status(
                        405,
                        "MethodNotAllowed",
                        "the server does not allow this method on the requested resource",
                        Json.object()));
    }

    public static ApiException unsupportedMediaType(List<String> accepted) {
        return new ApiException(
                415,
                status(
                        415,
                        "UnsupportedMediaType",
                        "the body of the request was in an unknown format - accepted media types include: "
                                + String.join(", ", accepted),
                        null));
    }

    /** The history does not reach back that far: a watch or a continue token is too old. */
    public static ApiException expired(String message) {
        return new ApiException(410, status(410, "Expired", message, null));
    }

    public static ApiException tooLarge(String message) {
        return new ApiException(413, status(413, "RequestEntityTooLarge", message, null));
    }

    /** Any other refusal. */
    public static ApiException of(int code, String reason, String message, ObjectNode details) {
        return new ApiException(code, status(code, reason, message, details));
    }

    public static ObjectNode details(String name, String group, String kind) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        if (!kind.isEmpty()) {
            details.put("kind", kind);
        }
        return details;
    }

    private static ObjectNode details(Kind kind, String name) {
        return details(name, kind.group(), kind.plural());
    }

    private static void causes(ObjectNode details, List<Cause> causes) {
        if (!causes.isEmpty()) {
            ArrayNode list = details.putArray("causes");
            causes.forEach(cause -> list.addObject()
                    .put("reason", cause.reason())
                    .put("message", cause.message())
                    .put("field", cause.field()));
        }
    }

    private static ObjectNode status(int code, String reason, String message, ObjectNode details) {
        ObjectNode out = Json.object();
        out.put("kind", "Status");
        out.put("apiVersion", "v1");
        out.putObject("metadata");
        out.put("status", "Failure");
        out.put("message", message);
        out.put("reason", reason);
        if (details != null) {
            out.set("details", details);
        }
        out.put("code", code);
        return out;
    }
}
