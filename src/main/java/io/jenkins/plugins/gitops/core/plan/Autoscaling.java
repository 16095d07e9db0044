package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which workloads are scaled by an autoscaler of the app. When the source stops declaring {@code spec.replicas} of one,
 * the number that is there stays: an apply that just dropped the field would first reset it to 1
 * (kubernetes/kubernetes#25238).
 */
final class Autoscaling {
    private static final JsonPointer REPLICAS = JsonPointer.compile("/spec/replicas");
    private static final String HORIZONTAL = "HorizontalPodAutoscaler.autoscaling";
    private static final String KEDA = "ScaledObject.keda.sh";

    private final Map<ResourceKey, String> scalers = new HashMap<>();

    /** @param live the app's objects that are there, in case the autoscaler is not declared any more or not here */
    Autoscaling(DesiredSet desired, Collection<ObjectNode> live) {
        live.forEach(this::note);
        desired.objects().forEach(object -> note(object.manifest().json()));
    }

    private void note(ObjectNode object) {
        GroupVersionKind type = GroupVersionKind.of(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        boolean keda = type.groupKind().equals(KEDA);
        if (keda || type.groupKind().equals(HORIZONTAL)) {
            JsonNode target = Json.at(object, "spec", "scaleTargetRef");
            // KEDA's reference means a Deployment where it does not say.
            String apiVersion = target.path("apiVersion").asText(keda ? "apps/v1" : "");
            String kind = target.path("kind").asText(keda ? "Deployment" : "");
            GroupVersionKind scaled = GroupVersionKind.of(apiVersion, kind);
            String namespace = Json.text(object, "metadata", "namespace");
            scalers.put(
                    new ResourceKey(scaled.group(), scaled.kind(), namespace, Json.text(target, "name")),
                    type.groupKind() + "/" + Json.text(object, "metadata", "name"));
        }
    }

    /** @return what of a live object is the autoscaler's from now on */
    List<Release> releases(Desired desired) {
        String scaler = scalers.get(desired.key());
        boolean declared = !desired.manifest().json().at(REPLICAS).isMissingNode();
        return scaler == null || declared
                ? List.of()
                : List.of(new Release(REPLICAS, "spec.replicas is left to " + scaler));
    }
}
