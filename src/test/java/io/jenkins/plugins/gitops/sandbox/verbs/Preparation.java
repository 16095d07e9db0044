package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kind.Trait;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.schema.Defaults;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What a kind's strategy does to an object before it is validated: {@code PrepareForCreate}, {@code PrepareForUpdate}. */
final class Preparation {

    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final List<String> JOB_LABELS =
            List.of("batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name");

    private Preparation() {}

    static void forCreate(Kind kind, ObjectNode object, Allocator allocator) {
        ObjectNode meta = Meta.of(object);
        meta.remove(List.of(
                "resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"));
        if (Meta.name(object).isEmpty() && meta.has("generateName")) {
            meta.put("name", Json.text(meta, "generateName") + suffix());
            if (kind.is("", "Namespace")) {
                Json.child(object, "metadata", "labels").put("kubernetes.io/metadata.name", Meta.name(object));
            }
        }
        meta.put("uid", allocator.uid());
        meta.put("creationTimestamp", Meta.now());
        if (!kind.builtin() || kind.has(Trait.GENERATION)) {
            meta.put("generation", 1);
        }
        if (kind.has("status")) {
            resetStatus(kind, object);
        }
        switch (kind.groupKind()) {
            case "Service" -> allocator.service(object, null);
            case "Namespace" ->
                Json.child(object, "spec").putArray("finalizers").add("kubernetes");
            case "Job.batch" -> jobSelector(object);
            case "Pod" -> pod(object);
            case "DaemonSet.apps" ->
                Json.child(object, "metadata", "annotations").put(ConditionalDefaults.TEMPLATE_GENERATION, "1");
            // The admission plugins that keep storage in use from going.
            case "PersistentVolumeClaim" -> protect(object, "kubernetes.io/pvc-protection");
            case "PersistentVolume" -> protect(object, "kubernetes.io/pv-protection");
            case "CustomResourceDefinition.apiextensions.k8s.io" -> storedVersions(object);
            default -> {}
        }
    }

    static void forUpdate(Kind kind, ObjectNode live, ObjectNode object, Allocator allocator) {
        ObjectNode meta = Meta.of(object);
        if (kind.has("status")) {
            copy(live, object, "status");
        }
        if (kind.is("", "Service")) {
            allocator.service(object, live);
        } else if (kind.is("apps", "DaemonSet")) {
            templateGeneration(live, object);
        }
        keepSystemFields(live, object);
        if (meta.has("generation") && changed(kind, live, object)) {
            meta.put("generation", Meta.generation(live) + 1);
        }
    }

    static void forStatusUpdate(Kind kind, ObjectNode live, ObjectNode object) {
        for (String field : live.properties().stream().map(Map.Entry::getKey).toList()) {
            if (!Set.of("status", "metadata").contains(field)) {
                copy(live, object, field);
            }
        }
        JsonNode managedFields = Json.at(object, "metadata", "managedFields");
        if (kind.builtin()) {
            // Metadata may come in by this way; only Deployments keep their labels.
            if (kind.is("apps", "Deployment")) {
                copy((ObjectNode) live.get("metadata"), Meta.of(object), "labels");
            }
        } else {
            object.set("metadata", live.get("metadata").deepCopy());
            if (managedFields.isArray()) {
                Meta.of(object).set("managedFields", managedFields);
            }
        }
        keepSystemFields(live, object);
    }

    private static void templateGeneration(ObjectNode live, ObjectNode object) {
        long generation = Long.parseLong(
                "0" + Json.text(live, "metadata", "annotations", ConditionalDefaults.TEMPLATE_GENERATION));
        boolean moved = !Json.same(Json.at(live, "spec", "template"), Json.at(object, "spec", "template"));
        Json.child(object, "metadata", "annotations")
                .put(ConditionalDefaults.TEMPLATE_GENERATION, Long.toString(moved ? generation + 1 : generation));
    }

    private static void protect(ObjectNode object, String finalizer) {
        ArrayNode finalizers = Meta.of(object).withArray("finalizers");
        for (JsonNode present : finalizers) {
            if (present.asText().equals(finalizer)) {
                return;
            }
        }
        finalizers.add(finalizer);
    }

    private static void storedVersions(ObjectNode crd) {
        for (JsonNode version : Json.at(crd, "spec", "versions")) {
            if (version.path("storage").asBoolean()) {
                Json.child(crd, "status").putArray("storedVersions").add(version.path("name"));
            }
        }
    }

    private static void keepSystemFields(ObjectNode live, ObjectNode object) {
        ObjectNode before = (ObjectNode) live.get("metadata");
        ObjectNode meta = Meta.of(object);
        copy(before, meta, "generation");
        copy(before, meta, "creationTimestamp");
        copy(before, meta, "deletionTimestamp");
        copy(before, meta, "deletionGracePeriodSeconds");
        meta.remove("selfLink");
        if (Meta.uid(object).isEmpty()) {
            copy(before, meta, "uid");
        }
    }

    private static boolean changed(Kind kind, ObjectNode live, ObjectNode object) {
        // A Deployment also passes its annotations on to its ReplicaSets.
        if (kind.is("apps", "Deployment")
                && !Json.same(Json.at(live, "metadata", "annotations"), Json.at(object, "metadata", "annotations"))) {
            return true;
        }
        ObjectNode before = live.deepCopy();
        ObjectNode after = object.deepCopy();
        for (ObjectNode node : List.of(before, after)) {
            node.remove(List.of("metadata", "apiVersion", "kind"));
            if (kind.has("status")) {
                node.remove("status");
            }
        }
        return !Json.same(before, after);
    }

    private static void resetStatus(Kind kind, ObjectNode object) {
        JsonNode blank = Codec.blank(kind).get("status");
        if (blank == null) {
            object.remove("status");
            return;
        }
        object.set("status", blank);
        Defaults.fill(kind.type().typeOf("status"), blank);
    }

    private static void jobSelector(ObjectNode job) {
        if (Json.at(job, "spec", "manualSelector").asBoolean()) {
            return;
        }
        String uid = Meta.uid(job);
        ObjectNode labels = Json.child(job, "spec", "template", "metadata", "labels");
        for (String label : JOB_LABELS) {
            labels.put(label, label.endsWith("uid") ? uid : Meta.name(job));
        }
        Json.child(job, "spec", "selector", "matchLabels").put(JOB_LABELS.get(0), uid);
    }

    // The part of the Pod admission plugins that shows in every Pod.
    private static void pod(ObjectNode pod) {
        ObjectNode spec = Json.child(pod, "spec");
        if (!spec.has("serviceAccountName")) {
            spec.put("serviceAccountName", "default").put("serviceAccount", "default");
        }
        if (!spec.has("priority")) {
            spec.put("priority", 0).put("preemptionPolicy", "PreemptLowerPriority");
        }
        if (!spec.has("tolerations")) {
            for (String taint : List.of("not-ready", "unreachable")) {
                spec.withArray("tolerations")
                        .addObject()
                        .put("key", "node.kubernetes.io/" + taint)
                        .put("operator", "Exists")
                        .put("effect", "NoExecute")
                        .put("tolerationSeconds", 300);
            }
        }
        Json.child(pod, "status").put("phase", "Pending").put("qosClass", qosClass(spec));
    }

    private static String qosClass(JsonNode spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode container : spec.path("containers")) {
            JsonNode limits = Json.at(container, "resources", "limits");
            JsonNode requests = Json.at(container, "resources", "requests");
            any |= !limits.isEmpty() || !requests.isEmpty();
            guaranteed &= limits.has("cpu") && limits.has("memory") && Json.same(limits, requests);
        }
        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    static String suffix() {
        StringBuilder out = new StringBuilder();
        ThreadLocalRandom.current()
                .ints(5, 0, NAME_LETTERS.length())
                .forEach(letter -> out.append(NAME_LETTERS.charAt(letter)));
        return out.toString();
    }

    private static void copy(ObjectNode from, ObjectNode to, String field) {
        if (from.has(field)) {
            to.set(field, from.get(field));
        } else {
            to.remove(field);
        }
    }
}
