package io.jenkins.plugins.gitops.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether selectors find the Pods that they are meant for. */
final class SelectorChecks {
    private static final Set<String> WORKLOADS =
            Set.of("Deployment.apps", "StatefulSet.apps", "DaemonSet.apps", "ReplicaSet.apps");

    /** Labels that controllers add to the Pods that they make. */
    private static final Set<String> ADDED = Set.of(
            "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index",
            "batch.kubernetes.io/job-name",
            "job-name",
            "pod-template-hash",
            "rollouts-pod-template-hash");

    private SelectorChecks() {}

    static void workload(Manifest manifest, CheckedSet set, Check.Findings findings) {
        if (!WORKLOADS.contains(manifest.type().groupKind())) {
            return;
        }
        JsonNode selector = Json.at(manifest.json(), "spec", "selector");
        JsonNode labels = Json.at(manifest.json(), "spec", "template", "metadata", "labels");
        if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            findings.add("spec.selector", "there is none; give it the labels of the Pod template");
            return;
        }
        for (Map.Entry<String, JsonNode> wanted : selector.path("matchLabels").properties()) {
            JsonNode there = labels.path(wanted.getKey());
            if (!there.equals(wanted.getValue())) {
                findings.add(
                        "spec.selector.matchLabels[" + wanted.getKey() + "]",
                        "it is \"" + wanted.getValue().asText() + "\", and the Pod template has "
                                + (there.isMissingNode() ? "no such label" : "\"" + there.asText() + "\"")
                                + "; make them the same");
            }
        }
        Json.elements(selector, "matchExpressions")
                .filter(expression -> !matches(expression, labels))
                .forEach(expression -> findings.add(
                        "spec.selector.matchExpressions",
                        "\"" + Json.text(expression, "key") + " " + Json.text(expression, "operator")
                                + "\" does not match the labels of the Pod template"));
    }

    /** Only where the set has workloads in the Service's namespace: else its Pods come from somewhere else. */
    static void service(Manifest manifest, CheckedSet set, Check.Findings findings) {
        JsonNode selector = Json.at(manifest.json(), "spec", "selector");
        if (!manifest.type().groupKind().equals("Service") || !selector.isObject() || selector.isEmpty()) {
            return;
        }
        String namespace = set.namespace(manifest);
        List<JsonNode> all = set.podLabels(namespace);
        List<JsonNode> pods = selector.properties().stream()
                .filter(wanted -> !ADDED.contains(wanted.getKey()))
                .findFirst()
                .map(wanted -> set.podLabels(namespace, wanted))
                .orElse(all);
        if (!all.isEmpty() && pods.stream().noneMatch(labels -> selects(selector, labels))) {
            findings.add(
                    "spec.selector",
                    "no Pod template of this set has all these labels; correct them, or the template's");
        }
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.properties().stream()
                .allMatch(wanted -> ADDED.contains(wanted.getKey())
                        || labels.path(wanted.getKey()).equals(wanted.getValue()));
    }

    private static boolean matches(JsonNode expression, JsonNode labels) {
        JsonNode value = labels.path(Json.text(expression, "key"));
        boolean listed = Json.elements(expression, "values").anyMatch(value::equals);
        return switch (Json.text(expression, "operator")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> !value.isMissingNode();
            case "DoesNotExist" -> value.isMissingNode();
            default -> false;
        };
    }
}
