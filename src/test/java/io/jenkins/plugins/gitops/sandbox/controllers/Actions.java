package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.ApiException;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import io.jenkins.plugins.gitops.sandbox.verbs.Options;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What controllers do to objects, through the same API as everybody else. */
final class Actions {

    private static final String MANAGER = "kube-controller-manager";

    private final ApiServer api;

    Actions(ApiServer api) {
        this.api = api;
    }

    ApiServer api() {
        return api;
    }

    Kind kind(String apiVersion, String name) {
        return api.cluster().kinds().require(apiVersion, name);
    }

    Optional<ObjectNode> find(String apiVersion, String kind, String namespace, String name) {
        return api.cluster().find(kind(apiVersion, kind), namespace, name);
    }

    /** The objects of a namespace which this one controls. */
    List<ObjectNode> controlledBy(ObjectNode owner, String apiVersion, String name) {
        Kind kind = kind(apiVersion, name);
        return api.cluster().store().list(kind.group(), kind.plural(), Meta.namespace(owner)).objects().stream()
                .filter(object -> controller(object).equals(Meta.uid(owner)))
                .toList();
    }

    /** The UID of the controlling owner, or empty. */
    static String controller(JsonNode object) {
        return controllerReference(object).path("uid").asText("");
    }

    static JsonNode controllerReference(JsonNode object) {
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner;
            }
        }
        return Json.object();
    }

    /** A new object of a namespace, owned and controlled by {@code owner}. */
    static ObjectNode owned(ObjectNode owner, String apiVersion, String kind, String name) {
        ObjectNode out = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode meta = Meta.of(out).put("name", name).put("namespace", Meta.namespace(owner));
        meta.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", Json.text(owner, "apiVersion"))
                .put("kind", Json.text(owner, "kind"))
                .put("name", Meta.name(owner))
                .put("uid", Meta.uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        return out;
    }

    /** Creates it unless it is there. */
    void create(ObjectNode object) {
        Kind kind = kind(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        try {
            api.create(kind, Meta.namespace(object), object, Options.by(MANAGER));
        } catch (ApiException e) {
            if (!e.reason().equals("AlreadyExists")) {
                throw e;
            }
        }
    }

    /** Writes the status if the change makes a difference. */
    void status(ObjectNode object, String manager, Consumer<ObjectNode> change) {
        write(object, "status", manager, copy -> change.accept(Json.child(copy, "status")));
    }

    /** Writes through the status sub-resource, which also takes annotations. */
    void writeStatus(ObjectNode object, Consumer<ObjectNode> change) {
        write(object, "status", MANAGER, change);
    }

    /** Writes the object if the change makes a difference. */
    void update(ObjectNode object, Consumer<ObjectNode> change) {
        write(object, "", MANAGER, change);
    }

    private void write(ObjectNode object, String subresource, String manager, Consumer<ObjectNode> change) {
        ObjectNode copy = object.deepCopy();
        change.accept(copy);
        if (!Json.same(copy, object)) {
            Kind kind = kind(Json.text(object, "apiVersion"), Json.text(object, "kind"));
            api.replace(kind, subresource, Meta.namespace(object), Meta.name(object), copy, Options.by(manager));
        }
    }

    /** Deletes this very object, at once. */
    void delete(ObjectNode object) {
        ObjectNode options = Json.object().put("gracePeriodSeconds", 0);
        options.putObject("preconditions").put("uid", Meta.uid(object));
        try {
            api.delete(
                    kind(Json.text(object, "apiVersion"), Json.text(object, "kind")),
                    Meta.namespace(object),
                    Meta.name(object),
                    options,
                    false);
        } catch (ApiException e) {
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
        }
    }

    /** Keys of controllers' owners: where an event about this object leads. */
    static Optional<Key> ownerKey(ObjectNode object, String kind, String group, String plural) {
        JsonNode owner = controllerReference(object);
        return Json.text(owner, "kind").equals(kind)
                ? Optional.of(new Key(group, plural, Meta.namespace(object), Json.text(owner, "name")))
                : Optional.empty();
    }
}
