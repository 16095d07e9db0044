package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What every object needs before anything can be done with it: a type, a name, and metadata of the right shape. */
final class ManifestIdentity {
    private ManifestIdentity() {}

    /** @throws ManifestException when the object has no usable identity */
    static void require(ObjectNode object, ParsedDocument document) {
        Origin origin = document.origin(object);
        requireText(object, "apiVersion", "apiVersion", origin);
        requireText(object, "kind", "kind", origin);
        JsonNode metadata = object.path("metadata");
        if (!metadata.isObject()) {
            throw new ManifestException(origin, "metadata is " + ManifestCollector.nameOf(metadata) + named(object));
        }
        Origin inMetadata = document.origin(metadata);
        boolean generated = !metadata.hasNonNull("name") && metadata.hasNonNull("generateName");
        String name = generated ? "generateName" : "name";
        requireText(metadata, name, "metadata." + name, generated || metadata.has(name) ? inMetadata : origin);
        if (metadata.hasNonNull("namespace")) {
            requireText(metadata, "namespace", "metadata.namespace", inMetadata);
        }
        requireTexts(metadata, "labels", document);
        requireTexts(metadata, "annotations", document);
    }

    private static void requireText(JsonNode parent, String field, String path, Origin origin) {
        JsonNode value = parent.path(field);
        if (!value.isTextual()) {
            throw new ManifestException(origin, path + " is " + wrong(value));
        }
        if (value.asText().isBlank()) {
            throw new ManifestException(origin, path + " is empty");
        }
    }

    private static void requireTexts(JsonNode metadata, String field, ParsedDocument document) {
        JsonNode map = metadata.path(field);
        if (map.isMissingNode() || map.isNull()) {
            return;
        }
        if (!map.isObject()) {
            throw new ManifestException(
                    document.origin(metadata),
                    "metadata." + field + " is " + ManifestCollector.nameOf(map) + ", not a map");
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            JsonNode value = entry.getValue();
            if (!value.isTextual() && !value.isNull()) {
                throw new ManifestException(
                        document.origin(map), "metadata." + field + "[" + entry.getKey() + "] is " + wrong(value));
            }
        }
    }

    private static String wrong(JsonNode value) {
        boolean quotable = value.isNumber() || value.isBoolean();
        return ManifestCollector.nameOf(value) + (quotable ? ", not text; quote it" : "");
    }

    private static String named(ObjectNode object) {
        return " in this " + Json.text(object, "kind");
    }
}
