package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    /** In the Pod's spec. */
    private static final List<Keyed> POD = List.of(
            new Keyed("volumes", "name"),
            new Keyed("initContainers", "name"),
            new Keyed("containers", "name"),
            new Keyed("ephemeralContainers", "name"),
            new Keyed("imagePullSecrets", "name"),
            new Keyed("hostAliases", "ip"),
            new Keyed("resourceClaims", "name"),
            new Keyed("schedulingGates", "name"),
            new Keyed("topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"));
    /** In a container. */
    private static final List<Keyed> CONTAINER = List.of(
            new Keyed("env", "name"),
            new Keyed("ports", "containerPort", "protocol"),
            new Keyed("volumeMounts", "mountPath"),
            new Keyed("volumeDevices", "devicePath"));
    /** In the spec of other kinds. */
    private static final Map<String, Keyed> SPECS = Map.of(
            "Service",
            new Keyed("ports", "port", "protocol"),
            "CustomResourceDefinition.apiextensions.k8s.io",
            new Keyed("versions", "name"));

    /** A list, and the fields that tell its entries apart. */
    private record Keyed(String list, List<String> keys) {
        Keyed(String list, String... keys) {
            this(list, List.of(keys));
        }
    }

    @Override
    public void look(Manifest manifest, CheckedSet set, Findings findings) {
        PodTemplate.of(manifest.json()).ifPresent(pods -> pods(pods, findings));
        Keyed ofSpec = SPECS.get(manifest.type().groupKind());
        if (ofSpec != null) {
            look("spec", manifest.json().path("spec"), ofSpec, findings);
        }
        look("", manifest.json(), new Keyed("webhooks", "name"), findings);
        look("metadata", manifest.json().path("metadata"), new Keyed("ownerReferences", "uid"), findings);
    }

    private static void pods(PodTemplate pods, Findings findings) {
        POD.forEach(keyed -> look(pods.path(), pods.spec(), keyed, findings));
        pods.eachContainer((path, container) -> CONTAINER.forEach(keyed -> look(path, container, keyed, findings)));
    }

    private static void look(String path, JsonNode owner, Keyed keyed, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : owner.path(keyed.list())) {
            // Without its first key the server has another complaint.
            if (entry instanceof ObjectNode && entry.hasNonNull(keyed.keys().get(0))) {
                String key = keyed.keys().stream()
                        .map(field -> field + " " + entry.path(field).asText(DEFAULTS.getOrDefault(field, "")))
                        .collect(Collectors.joining(", "));
                if (!seen.add(key)) {
                    findings.add(
                            path.isEmpty() ? keyed.list() : path + "." + keyed.list(),
                            "two entries have " + key + "; remove one of them");
                }
            }
        }
    }
}
