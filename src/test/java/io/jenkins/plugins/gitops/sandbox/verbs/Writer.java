package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The last steps of every write, those of the API server's generic registry store: admission, preparation, validation,
 * and the write itself unless it is a dry run.
 */
final class Writer {

    private final Cluster cluster;
    private final Allocator allocator;

    Writer(Cluster cluster, Allocator allocator) {
        this.cluster = cluster;
        this.allocator = allocator;
    }

    /**
     * Writes a new object: decoded, with defaults and its managed fields.
     *
     * @param name of the path; null for a POST, whose object brings its own or gets one
     */
    Result create(Kind kind, String namespace, String name, ObjectNode object, Options options) {
        checkIdentity(kind, namespace, name, object);
        if (kind.namespaced()) {
            Meta.of(object).put("namespace", namespace);
            admit(kind, namespace, Meta.name(object));
        } else {
            Meta.of(object).remove("namespace");
        }
        if (kind.is("", "PersistentVolumeClaim")) {
            chooseStorageClass(object);
        }
        Preparation.forCreate(kind, object, allocator);
        Requirements.check(kind, object);
        Key key = Key.of(kind, namespace, Meta.name(object));
        if (options.dryRun()) {
            if (cluster.store().get(key).isPresent()) {
                throw Errors.alreadyExists(kind, key.name());
            }
            return Result.created(object);
        }
        return cluster.store()
                .put(key, null, kind.builtin() ? Roundtrip.of(kind.type(), object) : object)
                .map(Result::created)
                .orElseThrow(() -> Errors.alreadyExists(kind, key.name()));
    }

    /**
     * Writes a change of an existing object. The change is computed again when another write comes between, unless it
     * insists on a resourceVersion.
     *
     * @param change from the live object to the new one: decoded, with defaults and its managed fields
     */
    Result update(
            Kind kind,
            String subresource,
            String namespace,
            String name,
            Options options,
            UnaryOperator<ObjectNode> change) {
        while (true) {
            Key key = Key.of(kind, namespace, name);
            ObjectNode stored = cluster.store().get(key).orElseThrow(() -> Errors.notFound(kind, name));
            ObjectNode live = Cluster.inVersion(kind, stored);
            ObjectNode object = change.apply(live);
            if (object == live) {
                return Result.ok(live);
            }
            checkIdentity(kind, namespace, name, object);
            if (kind.namespaced()) {
                Meta.of(object).put("namespace", namespace);
            }
            String version = Meta.resourceVersion(object);
            if (!version.isEmpty() && !version.equals(Meta.resourceVersion(live))) {
                throw Errors.modified(kind, name);
            }
            if (subresource.equals("status")) {
                Preparation.forStatusUpdate(kind, live, object);
            } else {
                Preparation.forUpdate(kind, live, object, allocator);
                Immutables.check(kind, live, object);
            }
            Requirements.check(kind, object);
            if (Store.sameContent(withoutTimes(live), withoutTimes(object))) {
                return Result.ok(live);
            }
            Optional<ObjectNode> written = write(kind, key, stored, object, options);
            if (written.isPresent()) {
                return Result.ok(written.get());
            }
        }
    }

    private Optional<ObjectNode> write(Kind kind, Key key, ObjectNode stored, ObjectNode object, Options options) {
        if (options.dryRun()) {
            Meta.of(object).put("resourceVersion", Meta.resourceVersion(stored));
            return Optional.of(object);
        }
        if (Meta.isTerminating(object) && !Meta.hasFinalizers(object) && !isNamespace(key)) {
            return cluster.store().remove(key, stored).map(last -> object);
        }
        return cluster.store().put(key, stored, kind.builtin() ? Roundtrip.of(kind.type(), object) : object);
    }

    private static boolean isNamespace(Key key) {
        return key.isOf("", "namespaces");
    }

    /** NamespaceLifecycle admission. */
    private void admit(Kind kind, String namespace, String name) {
        Kind namespaces = cluster.kinds().require("v1", "Namespace");
        ObjectNode owner = cluster.get(namespaces, "", namespace);
        if (Meta.isTerminating(owner)) {
            throw Errors.forbidden(
                    kind,
                    name,
                    "unable to create new content in namespace " + namespace + " because it is being terminated",
                    List.of(new Cause(
                            "NamespaceTerminating",
                            "namespace " + namespace + " is being terminated",
                            "metadata.namespace")));
        }
    }

    /** DefaultStorageClass admission. */
    private void chooseStorageClass(ObjectNode claim) {
        ObjectNode spec = Json.child(claim, "spec");
        if (spec.has("storageClassName")) {
            return;
        }
        cluster.store().list("storage.k8s.io", "storageclasses", "").objects().stream()
                .filter(storage -> Json.text(
                                storage, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class")
                        .equals("true"))
                .findFirst()
                .ifPresent(storage -> spec.put("storageClassName", Meta.name(storage)));
    }

    private static void checkIdentity(Kind kind, String namespace, String name, ObjectNode object) {
        String said = Meta.namespace(object);
        if (kind.namespaced() && !said.isEmpty() && !said.equals(namespace)) {
            throw Errors.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        if (name != null && Meta.name(object).isEmpty()) {
            throw Errors.badRequest(
                    "the name of the object (" + name + " based on URL) was undeterminable: name must be provided");
        }
        if (name != null && !Meta.name(object).equals(name)) {
            throw Errors.badRequest("the name of the object (" + Meta.name(object)
                    + ") does not match the name on the URL (" + name + ")");
        }
    }

    // A write that would only move the time of an entry of managedFields is none.
    private static ObjectNode withoutTimes(ObjectNode object) {
        ObjectNode out = object.deepCopy();
        for (JsonNode entry : Meta.of(out).path("managedFields")) {
            ((ObjectNode) entry).remove("time");
        }
        return out;
    }
}
