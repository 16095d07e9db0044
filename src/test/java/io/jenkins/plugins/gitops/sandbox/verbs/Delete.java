package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Errors.Cause;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kind.Trait;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DELETE: at once, or by marking the object and leaving the rest to those whose finalizers it carries. */
final class Delete {

    private static final Set<String> POLICIES = Set.of("", "Foreground", "Background", "Orphan");

    private final Cluster cluster;

    Delete(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param deleteOptions the body: preconditions, propagationPolicy, gracePeriodSeconds */
    Result run(Kind kind, String namespace, String name, JsonNode deleteOptions, boolean dryRun) {
        String policy = Json.text(deleteOptions, "propagationPolicy");
        if (!POLICIES.contains(policy)) {
            throw Errors.invalid(
                    "meta.k8s.io",
                    "DeleteOptions",
                    "",
                    List.of(new Cause(
                            "FieldValueNotSupported",
                            "Unsupported value: \"" + policy
                                    + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
                            "propagationPolicy")));
        }
        while (true) {
            Key key = Key.of(kind, namespace, name);
            ObjectNode stored = cluster.store().get(key).orElseThrow(() -> Errors.notFound(kind, name));
            checkPreconditions(kind, stored, deleteOptions.path("preconditions"));
            ObjectNode marked = marked(kind, stored, deleteOptions);
            boolean stays = Meta.hasFinalizers(marked) || isNamespace(kind) || grace(kind, stored, deleteOptions) > 0;
            // A Pod shows when it was to go, even if that is at once.
            ObjectNode last = stays || kind.is("", "Pod") ? marked : stored;
            if (dryRun) {
                return answer(kind, last, stays);
            }
            if (stays) {
                if (Json.same(marked, stored)) {
                    return answer(kind, stored, true);
                }
                Optional<ObjectNode> written = cluster.store().put(key, stored, marked);
                if (written.isPresent()) {
                    return answer(kind, written.get(), true);
                }
            } else {
                Optional<ObjectNode> removed = cluster.store().remove(key, stored);
                if (removed.isPresent()) {
                    ObjectNode gone = last.deepCopy();
                    Meta.of(gone).put("resourceVersion", Meta.resourceVersion(removed.get()));
                    return answer(kind, gone, false);
                }
            }
        }
    }

    private static void checkPreconditions(Kind kind, ObjectNode object, JsonNode preconditions) {
        String uid = Json.text(preconditions, "uid");
        String version = Json.text(preconditions, "resourceVersion");
        String name = Meta.name(object);
        if (!uid.isEmpty() && !uid.equals(Meta.uid(object))) {
            throw conflict(
                    kind,
                    name,
                    "the UID in the precondition (" + uid + ") does not match the UID in record (" + Meta.uid(object)
                            + "). The object might have been deleted and then recreated");
        }
        if (!version.isEmpty() && !version.equals(Meta.resourceVersion(object))) {
            throw conflict(
                    kind,
                    name,
                    "the ResourceVersion in the precondition (" + version
                            + ") does not match the ResourceVersion in record (" + Meta.resourceVersion(object)
                            + "). The object might have been modified");
        }
    }

    // Here the server names the kind, not the resource.
    private static RuntimeException conflict(Kind kind, String name, String why) {
        return Errors.of(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.groupKind() + " \"" + name + "\": " + why,
                Errors.details(name, kind.group(), kind.name()));
    }

    private static ObjectNode marked(Kind kind, ObjectNode stored, JsonNode options) {
        ObjectNode out = stored.deepCopy();
        ObjectNode meta = Meta.of(out);
        String policy = Json.text(options, "propagationPolicy");
        ArrayNode finalizers = meta.withArray("finalizers");
        if (policy.equals("Foreground")) {
            add(finalizers, "foregroundDeletion");
        } else if (policy.equals("Orphan")) {
            add(finalizers, "orphan");
        }
        if (finalizers.isEmpty()) {
            meta.remove("finalizers");
        }
        long grace = grace(kind, stored, options);
        if (!Meta.isTerminating(out)) {
            meta.put(
                    "deletionTimestamp",
                    Instant.now()
                            .plusSeconds(grace)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
            meta.put("deletionGracePeriodSeconds", grace);
            if (meta.has("generation")) {
                meta.put("generation", Meta.generation(out) + 1);
            }
        }
        if (kind.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
            cleanUp(out);
        }
        if (isNamespace(kind)) {
            meta.remove("deletionGracePeriodSeconds");
            Json.child(out, "status").put("phase", "Terminating");
        }
        return out;
    }

    // A definition goes after its instances.
    private static void cleanUp(ObjectNode crd) {
        Meta.of(crd).remove("deletionGracePeriodSeconds");
        if (Meta.generation(crd) > 1) {
            Meta.of(crd).put("generation", Meta.generation(crd) - 1);
        }
        add(Meta.of(crd).withArray("finalizers"), "customresourcecleanup.apiextensions.k8s.io");
        ArrayNode conditions = Json.child(crd, "status").withArray("conditions");
        for (JsonNode condition : conditions) {
            if (Json.text(condition, "type").equals("Terminating")) {
                return;
            }
        }
        conditions
                .addObject()
                .put("type", "Terminating")
                .put("status", "True")
                .put("lastTransitionTime", Meta.now())
                .put("reason", "InstanceDeletionPending")
                .put(
                        "message",
                        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon");
    }

    // Only Pods on a node get time to stop.
    private static long grace(Kind kind, ObjectNode object, JsonNode options) {
        boolean running = kind.is("", "Pod")
                && !Json.text(object, "spec", "nodeName").isEmpty()
                && !Json.text(object, "status", "phase").matches("Succeeded|Failed");
        if (!running) {
            return 0;
        }
        JsonNode asked = options.path("gracePeriodSeconds");
        return asked.isNumber()
                ? Math.max(0, asked.asLong())
                : Json.at(object, "spec", "terminationGracePeriodSeconds").asLong(30);
    }

    private static void add(ArrayNode list, String value) {
        for (JsonNode item : list) {
            if (item.asText().equals(value)) {
                return;
            }
        }
        list.add(value);
    }

    private static boolean isNamespace(Kind kind) {
        return kind.is("", "Namespace");
    }

    private static Result answer(Kind kind, ObjectNode object, boolean stays) {
        if (stays || kind.has(Trait.RETURNS_DELETED)) {
            return Result.ok(object);
        }
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Success");
        status.set(
                "details",
                Errors.details(Meta.name(object), kind.group(), kind.plural()).put("uid", Meta.uid(object)));
        return Result.ok(status);
    }
}
