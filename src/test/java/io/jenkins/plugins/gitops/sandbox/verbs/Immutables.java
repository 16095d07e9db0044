package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.util.List;
import java.util.Set;

/** Which changes of an existing object the server refuses: {@code ValidateUpdate} of the kinds. */
final class Immutables {

    private static final List<String> STATEFUL_SET_MUTABLE = List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    private static final List<String> SCHEDULING =
            List.of("nodeSelector", "affinity", "tolerations", "schedulingGates");

    private Immutables() {}

    static void check(Kind kind, ObjectNode live, ObjectNode object) {
        FieldErrors errors = new FieldErrors();
        // Checked twice, as the real one does: the message says it once, the causes twice.
        errors.immutable("metadata.uid", uid(live), uid(object));
        errors.immutable("metadata.uid", uid(live), uid(object));
        JsonNode before = live.path("spec");
        JsonNode after = object.path("spec");
        switch (kind.groupKind()) {
            case "Deployment.apps", "DaemonSet.apps", "ReplicaSet.apps" ->
                errors.immutable("spec.selector", before.path("selector"), after.path("selector"));
            case "StatefulSet.apps" -> statefulSet(before, after, errors);
            case "Job.batch" -> job(before, after, errors);
            case "Service" -> service(before, after, errors);
            case "ConfigMap", "Secret" -> data(kind, live, object, errors);
            case "PersistentVolumeClaim" -> claim(before, after, errors);
            case "RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io" -> {
                if (!Json.same(live.path("roleRef"), object.path("roleRef"))) {
                    errors.invalid("roleRef", internal(object.path("roleRef")), "cannot change roleRef");
                }
            }
            case "PriorityClass.scheduling.k8s.io" -> {
                if (!Json.same(live.path("value"), object.path("value"))) {
                    errors.forbidden("value", "may not be changed in an update.");
                }
            }
            case "StorageClass.storage.k8s.io" -> storageClass(live, object, errors);
            default -> {}
        }
        errors.throwIfAny(kind, Meta.name(object));
    }

    private static JsonNode uid(ObjectNode object) {
        return Json.at(object, "metadata", "uid");
    }

    private static void job(JsonNode before, JsonNode after, FieldErrors errors) {
        errors.immutable("spec.completions", before.path("completions"), after.path("completions"));
        errors.immutable("spec.selector", before.path("selector"), after.path("selector"));
        if (before.path("suspend").asBoolean()) {
            // Where its Pods go and what they take may change as long as they are not there.
            errors.immutable(
                    "spec.template.spec",
                    fixed(Json.at(before, "template", "spec")),
                    fixed(Json.at(after, "template", "spec")));
        } else {
            errors.immutable("spec.template", before.path("template"), after.path("template"));
        }
    }

    private static JsonNode fixed(JsonNode podSpec) {
        ObjectNode out = podSpec.deepCopy();
        out.remove(SCHEDULING);
        for (String list : List.of("containers", "initContainers")) {
            out.path(list).forEach(container -> ((ObjectNode) container).remove("resources"));
        }
        return out;
    }

    // Messages print the server's internal struct, whose fields have no JSON names.
    private static JsonNode internal(JsonNode roleRef) {
        return Json.object()
                .put("APIGroup", Json.text(roleRef, "apiGroup"))
                .put("Kind", Json.text(roleRef, "kind"))
                .put("Name", Json.text(roleRef, "name"));
    }

    private static void statefulSet(JsonNode before, JsonNode after, FieldErrors errors) {
        ObjectNode old = before.deepCopy();
        ObjectNode changed = after.deepCopy();
        old.remove(STATEFUL_SET_MUTABLE);
        changed.remove(STATEFUL_SET_MUTABLE);
        if (!Json.same(old, changed)) {
            errors.forbidden(
                    "spec",
                    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                            + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
                            + " 'minReadySeconds' are forbidden");
        }
    }

    private static void service(JsonNode before, JsonNode after, FieldErrors errors) {
        boolean address = Set.of("ClusterIP", "NodePort", "LoadBalancer").contains(Json.text(before, "type"))
                && !Json.text(after, "type").equals("ExternalName");
        if (address) {
            if (!Json.same(before.path("clusterIPs"), after.path("clusterIPs"))) {
                errors.invalid("spec.clusterIPs[0]", after.path("clusterIPs"), "may not change once set");
            }
        }
    }

    private static void data(Kind kind, ObjectNode live, ObjectNode object, FieldErrors errors) {
        if (live.path("immutable").asBoolean()) {
            if (!object.path("immutable").asBoolean()) {
                errors.forbidden("immutable", "field is immutable when `immutable` is set");
            }
            for (String field : List.of("data", "binaryData")) {
                if (!Json.same(live.path(field), object.path(field))) {
                    errors.forbidden(field, "field is immutable when `immutable` is set");
                }
            }
        }
        if (kind.name().equals("Secret")) {
            errors.immutable("type", live.path("type"), object.path("type"));
        }
    }

    private static void claim(JsonNode before, JsonNode after, FieldErrors errors) {
        ObjectNode old = before.deepCopy();
        ObjectNode changed = after.deepCopy();
        for (ObjectNode spec : List.of(old, changed)) {
            Json.child(spec, "resources").remove("requests");
            spec.remove("volumeAttributesClassName");
        }
        // The volume is filled in once, by the binder.
        if (!before.has("volumeName")) {
            changed.remove("volumeName");
        }
        if (!Json.same(old, changed)) {
            errors.forbidden(
                    "spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                            + " claims");
        }
    }

    private static void storageClass(ObjectNode live, ObjectNode object, FieldErrors errors) {
        errors.immutable("provisioner", live.path("provisioner"), object.path("provisioner"));
        for (String field : List.of("parameters", "reclaimPolicy")) {
            if (!Json.same(live.path(field), object.path(field))) {
                errors.forbidden(field, "updates to " + field + " are forbidden.");
            }
        }
    }
}
