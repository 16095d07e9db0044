package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.api.Yaml;
import io.jenkins.plugins.gitops.sandbox.fields.Validation;

/** The body of a server-side apply. */
final class Configuration {

    private Configuration() {}

    static ObjectNode read(String body) {
        JsonNode parsed;
        try {
            parsed = Yaml.parse(body, false);
        } catch (IllegalArgumentException e) {
            throw Errors.badRequest("error decoding YAML: error converting YAML to JSON: " + e.getMessage());
        }
        if (!parsed.isObject()) {
            throw Errors.badRequest("error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot"
                    + " unmarshal " + (parsed.isArray() ? "array" : "string")
                    + " into Go value of type map[string]interface {}");
        }
        return (ObjectNode) parsed;
    }

    /** After everything else has been found good: keys that are there twice. */
    static void checkStrictly(String body, Options options) {
        if (options.validation().equals("Ignore")) {
            return;
        }
        try {
            Yaml.parse(body, true);
        } catch (IllegalArgumentException e) {
            String message = "error converting YAML to JSON: " + e.getMessage();
            if (options.strict()) {
                throw Errors.badRequest("error strict decoding YAML: " + message);
            }
            options.warnings().add(e.getMessage().replaceFirst("(?s)^yaml: unmarshal errors:\n *", ""));
        }
    }

    static void check(Kind kind, ObjectNode configuration) {
        String apiVersion = Json.text(configuration, "apiVersion");
        if (!apiVersion.equals(kind.apiVersion())
                || !Json.text(configuration, "kind").equals(kind.name())) {
            throw Errors.badRequest("invalid object type: " + goKind(configuration));
        }
        if (configuration.path("metadata").has("managedFields")) {
            throw Errors.badRequest("metadata.managedFields must be nil");
        }
        String wrong = Validation.errors(kind.type(), configuration);
        if (!wrong.isEmpty()) {
            throw Errors.internal("failed to create typed patch object (" + described(configuration) + "): " + wrong);
        }
    }

    /** {@code namespace/name; group/version, Kind=K}: how messages call it. */
    static String described(ObjectNode configuration) {
        return Meta.namespace(configuration) + "/" + Meta.name(configuration) + "; " + goKind(configuration);
    }

    static String goKind(ObjectNode configuration) {
        String apiVersion = Json.text(configuration, "apiVersion");
        return (apiVersion.contains("/") ? "" : "/") + apiVersion + ", Kind=" + Json.text(configuration, "kind");
    }
}
