package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.schema.Decoder.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads whole objects out of requests, and says what the server says about those that it cannot read. */
final class Bodies {

    private Bodies() {}

    /** The object of a POST or PUT. */
    static ObjectNode object(Kind kind, JsonNode body, Options options) {
        if (!body.isObject()) {
            throw unrecognized(kind, body.isMissingNode() ? "unexpected end of JSON input (<empty>)" : "not an object");
        }
        String apiVersion = Json.text(body, "apiVersion");
        String name = Json.text(body, "kind");
        boolean unsaid = kind.builtin() && apiVersion.isEmpty() && name.isEmpty();
        if (!unsaid && !(apiVersion.equals(kind.apiVersion()) && name.equals(kind.name()))) {
            throw Errors.badRequest(
                    apiVersion.equals(kind.apiVersion())
                            ? name + " in version \"" + kind.version() + "\" cannot be handled as a " + kind.name()
                                    + ": converting (" + kind.version() + "." + name + ") to ("
                                    + (kind.group().isEmpty()
                                            ? "core"
                                            : kind.group().split("\\.")[0]) + "." + kind.name()
                                    + "): unknown conversion"
                            : "the API version in the data (" + apiVersion
                                    + ") does not match the expected API version (" + kind.apiVersion() + ")");
        }
        return read(
                kind,
                body,
                options,
                why -> Errors.badRequest(kind.name() + " in version \"" + kind.version() + "\" cannot be handled as a "
                        + kind.name() + ": " + why));
    }

    private static ApiException unrecognized(Kind kind, String why) {
        return Errors.badRequest("the object provided is unrecognized (must be of type " + kind.name()
                + "): couldn't get version/kind; json parse error: " + why);
    }

    /** The object that a patch has made; what is wrong with it is said as 422, with the whole object. */
    static ObjectNode patched(Kind kind, JsonNode patched, Options options) {
        return read(
                kind,
                patched,
                options,
                why -> Errors.invalid(
                        "",
                        "",
                        "",
                        List.of(new Errors.Cause(
                                "FieldValueInvalid",
                                "Invalid value: "
                                        + Json.write(Json.array()
                                                .add(Json.write(patched))
                                                .get(0)) + ": " + why,
                                "patch"))));
    }

    private static ObjectNode read(Kind kind, JsonNode body, Options options, Function<String, ApiException> refusal) {
        List<String> unknown = new ArrayList<>();
        ObjectNode out;
        try {
            out = Codec.decode(kind, body, unknown);
        } catch (DecodeException e) {
            throw refusal.apply(e.getMessage());
        }
        if (!unknown.isEmpty()) {
            String list = unknown.stream()
                    .map(field -> "unknown field \"" + field + "\"")
                    .collect(Collectors.joining(", "));
            if (options.strict()) {
                throw refusal.apply("strict decoding error: " + list);
            }
            if (options.validation().equals("Warn")) {
                unknown.forEach(field -> options.warnings().add("unknown field \"" + field + "\""));
            }
        }
        return out;
    }
}
