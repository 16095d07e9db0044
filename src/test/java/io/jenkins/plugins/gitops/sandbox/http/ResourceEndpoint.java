package io.jenkins.plugins.gitops.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Selector;
import io.jenkins.plugins.gitops.sandbox.api.Yaml;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import io.jenkins.plugins.gitops.sandbox.verbs.Options;
import io.jenkins.plugins.gitops.sandbox.verbs.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** From a request about objects to a verb of the API, and back to an answer. */
final class ResourceEndpoint {

    private static final int BODY_LIMIT = 3 * 1024 * 1024;

    private final ApiServer api;
    private final Function<Route, String> logs;

    /** @param logs the log of a Pod */
    ResourceEndpoint(ApiServer api, Function<Route, String> logs) {
        this.api = api;
        this.logs = logs;
    }

    Answer answer(Request request, Route route) {
        if (request.body().length() > BODY_LIMIT) {
            throw Errors.tooLarge("Request entity too large: limit is " + BODY_LIMIT);
        }
        if (request.method().equals("GET") && route.subresource().equals("log")) {
            api.get(route.kind(), "", route.namespace(), route.name());
            return Answer.text(200, logs.apply(route));
        }
        boolean collection = route.name().isEmpty();
        Options options = options(request);
        Kind kind = route.kind();
        String namespace = route.namespace();
        Result result =
                switch (request.method()) {
                    case "GET" -> {
                        if (collection) {
                            yield new Result(200, list(request, route));
                        }
                        yield api.get(kind, route.subresource(), namespace, route.name());
                    }
                    case "POST" -> {
                        if (!collection || (kind.namespaced() && namespace.isEmpty())) {
                            throw Errors.methodNotAllowed();
                        }
                        yield api.create(kind, namespace, body(kind, request), options);
                    }
                    case "PUT" -> {
                        requireName(route);
                        yield api.replace(
                                kind, route.subresource(), namespace, route.name(), body(kind, request), options);
                    }
                    case "PATCH" -> {
                        requireName(route);
                        yield api.patch(
                                kind,
                                route.subresource(),
                                namespace,
                                route.name(),
                                request.contentType(),
                                request.body(),
                                options);
                    }
                    case "DELETE" -> {
                        requireName(route);
                        JsonNode deleteOptions = deleteOptions(kind, request);
                        boolean dry = options.dryRun()
                                || !deleteOptions.path("dryRun").isEmpty();
                        yield api.delete(kind, namespace, route.name(), deleteOptions, dry);
                    }
                    default -> throw Errors.methodNotAllowed();
                };
        List<String> warnings = options.warnings().stream()
                .map(text -> text.replaceAll("\\p{Cntrl}", ""))
                .map(text -> "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList();
        return Answer.json(result.code(), result.body()).with("Warning", warnings);
    }

    static Selector selector(Request request) {
        return Selector.of(request.query("labelSelector"), request.query("fieldSelector"));
    }

    private ObjectNode list(Request request, Route route) {
        String limit = request.query("limit");
        SelectableFields.check(route.kind(), request.query("fieldSelector"));
        boolean selective = !request.query("labelSelector").isEmpty()
                || !request.query("fieldSelector").isEmpty();
        return api.list(
                route.kind(),
                route.namespace(),
                selector(request),
                selective,
                limit.isEmpty() ? 0 : number(limit),
                request.query("continue"));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Errors.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static void requireName(Route route) {
        if (route.name().isEmpty()) {
            throw Errors.methodNotAllowed();
        }
    }

    private static Options options(Request request) {
        String dryRun = request.query("dryRun");
        String validation = request.query("fieldValidation");
        String kind =
                switch (request.method()) {
                    case "PATCH" -> "PatchOptions";
                    case "PUT" -> "UpdateOptions";
                    default -> "CreateOptions";
                };
        if (request.isDryRun() && !dryRun.equals("All")) {
            throw Errors.invalid(
                    "meta.k8s.io",
                    kind,
                    "",
                    List.of(new Cause(
                            "FieldValueNotSupported",
                            "Unsupported value: " + Json.write(Json.array().add(dryRun))
                                    + ": supported values: \"All\"",
                            "dryRun")));
        }
        if (!validation.matches("|Ignore|Warn|Strict")) {
            throw Errors.invalid(
                    "meta.k8s.io",
                    kind,
                    "",
                    List.of(new Cause(
                            "FieldValueNotSupported",
                            "Unsupported value: \"" + validation
                                    + "\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
                            "fieldValidation")));
        }
        String agent = request.header("user-agent").split("/")[0];
        return new Options(
                request.query("fieldManager"),
                agent.isEmpty() ? "unknown" : agent,
                request.isDryRun(),
                request.query().containsKey("force")
                        ? Boolean.valueOf(request.query("force").matches("true|1"))
                        : null,
                validation.isEmpty() ? "Warn" : validation,
                new ArrayList<>());
    }

    private static JsonNode body(Kind kind, Request request) {
        String type = request.contentType();
        boolean yaml = type.contains("yaml");
        if (!yaml && !type.isEmpty() && !type.equals("application/json")) {
            throw Errors.unsupportedMediaType(
                    List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf"));
        }
        try {
            return yaml ? Yaml.parse(request.body(), false) : Json.parse(request.body());
        } catch (IllegalArgumentException e) {
            throw Errors.badRequest("the object provided is unrecognized (must be of type " + kind.name()
                    + "): couldn't get version/kind; json parse error: " + e.getMessage());
        }
    }

    private static JsonNode deleteOptions(Kind kind, Request request) {
        ObjectNode out = Json.object();
        if (!request.body().isBlank()) {
            JsonNode sent = body(kind, request);
            if (sent.isObject()) {
                out.setAll((ObjectNode) sent);
            }
        }
        for (String name : List.of("propagationPolicy", "gracePeriodSeconds")) {
            if (request.query().containsKey(name)) {
                String value = request.query(name);
                if (name.equals("gracePeriodSeconds")) {
                    out.put(name, Long.parseLong(value));
                } else {
                    out.put(name, value);
                }
            }
        }
        return out;
    }
}
