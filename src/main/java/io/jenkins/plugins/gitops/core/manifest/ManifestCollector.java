package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Makes manifests of documents: replaces lists by their items and checks that each object has an identity. */
final class ManifestCollector {
    private static final String LIST = "List";

    private final String file;
    private final List<Manifest> manifests = new ArrayList<>();

    ManifestCollector(String file) {
        this.file = file;
    }

    /** @return the objects so far, in their order */
    List<Manifest> manifests() {
        return List.copyOf(manifests);
    }

    /** Adds what a document holds. */
    void add(ParsedDocument document) {
        JsonNode root = document.root();
        if (root != null && !root.isNull()) {
            add(root, document, "the document");
        }
    }

    private void add(JsonNode node, ParsedDocument document, String what) {
        Origin origin = document.origin(node);
        if (!(node instanceof ObjectNode object)) {
            throw new ManifestException(origin, what + " is " + nameOf(node) + ", not a map with apiVersion and kind");
        }
        if (isList(object)) {
            addItems(object, document);
            return;
        }
        ManifestIdentity.require(object, document);
        if (manifests.size() == ManifestReader.MAX_DOCUMENTS) {
            throw new ManifestException(file, "more than " + ManifestReader.MAX_DOCUMENTS + " objects; split the file");
        }
        manifests.add(new Manifest(object, origin));
    }

    private static boolean isList(ObjectNode object) {
        JsonNode items = object.path("items");
        return Json.text(object, "kind").endsWith(LIST) && (items.isArray() || items.isNull());
    }

    private void addItems(ObjectNode list, ParsedDocument document) {
        String kind = Json.text(list, "kind");
        String itemKind = kind.substring(0, kind.length() - LIST.length());
        int number = 0;
        for (JsonNode item : list.path("items")) {
            number++;
            add(typed(item, list, itemKind, document), document, "item " + number + " of the " + kind);
        }
    }

    /** API servers leave the type out of the items of a typed list. */
    private static JsonNode typed(JsonNode item, ObjectNode list, String itemKind, ParsedDocument document) {
        boolean untyped = item.isObject() && !item.has("apiVersion") && !item.has("kind");
        if (!untyped || itemKind.isEmpty()) {
            return item;
        }
        ObjectNode typed = Json.object();
        typed.set("apiVersion", list.path("apiVersion"));
        typed.put("kind", itemKind);
        typed.setAll((ObjectNode) item);
        document.begins(typed, document.origin(item).line());
        return typed;
    }

    /** @return the type of a value in words */
    static String nameOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "a map";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case NULL, MISSING -> "missing";
            case STRING, BINARY -> "text";
        };
    }
}
