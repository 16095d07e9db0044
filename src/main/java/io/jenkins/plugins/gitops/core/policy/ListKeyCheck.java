package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Entries of a list with the same key. The lists and keys are those that Kubernetes' own schema marks as maps; a key
 * field that is absent has its default.
 */
final class ListKeyCheck implements Check {
    private static final Map<String, String> DEFAULTS = Map.of("protocol", "TCP");
    private static final List<String> NAME = List.of("name");
    /** In the Pod's spec. */
    private static final Map<String, List<String>> POD = Map.of(
            "initContainers", NAME,
            "containers", NAME,
            "ephemeralContainers", NAME,
            "volumes", NAME,
            "imagePullSecrets", NAME,
            "hostAliases", List.of("ip"),
            "resourceClaims", NAME,
            "schedulingGates", NAME,
            "topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable"));
    /** In a container. */
    private static final Map<String, List<String>> CONTAINER = Map.of(
            "env", NAME,
            "ports", List.of("containerPort", "protocol"),
            "volumeMounts", List.of("mountPath"),
            "volumeDevices", List.of("devicePath"));
    /** In the spec of other kinds. */
    private static final Map<String, Map<String, List<String>>> SPECS = Map.of(
            "Service", Map.of("ports", List.of("port", "protocol")),
            "CustomResourceDefinition.apiextensions.k8s.io", Map.of("versions", NAME));

    @Override
    public void look(Manifest manifest, CheckedSet set, Findings findings) {
        PodTemplate.of(manifest.json()).ifPresent(pods -> pods(pods, findings));
        JsonNode spec = manifest.json().path("spec");
        SPECS.getOrDefault(manifest.type().groupKind(), Map.of())
                .forEach((list, keys) -> look("spec." + list, spec.path(list), keys, findings));
        look("webhooks", manifest.json().path("webhooks"), NAME, findings);
        look(
                "metadata.ownerReferences",
                Json.at(manifest.json(), "metadata", "ownerReferences"),
                List.of("uid"),
                findings);
    }

    private static void pods(PodTemplate pods, Findings findings) {
        POD.forEach((list, keys) -> look(pods.path() + "." + list, pods.spec().path(list), keys, findings));
        pods.eachContainer((path, container) ->
                CONTAINER.forEach((list, keys) -> look(path + "." + list, container.path(list), keys, findings)));
    }

    private static void look(String path, JsonNode list, List<String> keys, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : list) {
            // Without its first key the server has another complaint.
            if (entry instanceof ObjectNode && entry.hasNonNull(keys.get(0))) {
                String key = keys.stream()
                        .map(field -> field + " " + entry.path(field).asText(DEFAULTS.getOrDefault(field, "")))
                        .collect(Collectors.joining(", "));
                if (!seen.add(key)) {
                    findings.add(path, "two entries have " + key + "; remove one of them");
                }
            }
        }
    }
}
