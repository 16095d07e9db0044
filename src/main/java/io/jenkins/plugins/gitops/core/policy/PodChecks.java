package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Pods may do on their node, and what they need to be run well. */
final class PodChecks {
    private static final List<String> SHARED = List.of("hostNetwork", "hostPID", "hostIPC");
    /** Kinds whose Pods are meant to run until they are replaced. */
    private static final Set<String> LONG_RUNNING = Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout");

    private PodChecks() {}

    static void privileged(Manifest manifest, CheckedSet set, Check.Findings findings) {
        PodTemplate.of(manifest.json())
                .ifPresent(pods -> pods.eachContainer((path, container) -> {
                    if (Json.at(container, "securityContext", "privileged").asBoolean()) {
                        findings.add(
                                path + ".securityContext.privileged",
                                "remove it, or add the one capability that is needed");
                    }
                }));
    }

    static void hostPath(Manifest manifest, CheckedSet set, Check.Findings findings) {
        PodTemplate.of(manifest.json())
                .ifPresent(pods -> pods.each("volumes", (path, volume) -> {
                    if (volume.has("hostPath")) {
                        findings.add(
                                path + ".hostPath",
                                "it is " + Json.text(volume, "hostPath", "path")
                                        + " of the node; use a claim, an emptyDir or a ConfigMap");
                    }
                }));
    }

    static void hostNetwork(Manifest manifest, CheckedSet set, Check.Findings findings) {
        PodTemplate.of(manifest.json())
                .ifPresent(pods -> SHARED.stream()
                        .filter(field -> pods.spec().path(field).asBoolean())
                        .forEach(field -> findings.add(pods.path() + "." + field, "remove it")));
    }

    static void resources(Manifest manifest, CheckedSet set, Check.Findings findings) {
        PodTemplate.of(manifest.json())
                .ifPresent(pods -> pods.eachContainer((path, container) -> {
                    if (!path.contains(".ephemeralContainers[")) {
                        resources(path, container.path("resources"), pods.spec().path("resources"), findings);
                    }
                }));
    }

    /** A limit is a request where there is none; what the Pod as a whole has counts for each container. */
    private static void resources(String path, JsonNode resources, JsonNode ofPod, Check.Findings findings) {
        List<String> missing = new ArrayList<>();
        for (String resource : List.of("cpu", "memory")) {
            if (!has(resources, ofPod, "requests", resource) && !has(resources, ofPod, "limits", resource)) {
                missing.add("requests." + resource);
            }
        }
        if (!has(resources, ofPod, "limits", "memory")) {
            missing.add("limits.memory");
        }
        if (!missing.isEmpty()) {
            findings.add(path + ".resources", "add " + String.join(", ", missing));
        }
    }

    private static boolean has(JsonNode ofContainer, JsonNode ofPod, String section, String resource) {
        return Json.at(ofContainer, section, resource).isValueNode()
                || Json.at(ofPod, section, resource).isValueNode();
    }

    static void probes(Manifest manifest, CheckedSet set, Check.Findings findings) {
        if (!LONG_RUNNING.contains(manifest.type().kind())) {
            return;
        }
        PodTemplate.of(manifest.json())
                .filter(pods -> !pods.spec().path("containers").isEmpty())
                .filter(pods -> Json.elements(pods.spec(), "containers")
                        .noneMatch(container -> container.path("readinessProbe").isObject()))
                .ifPresent(pods -> findings.add(
                        pods.path() + ".containers", "no container has a readinessProbe; add one to what answers"));
    }
}
