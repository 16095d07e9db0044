package io.jenkins.plugins.gitops.sandbox.http;

import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import java.util.Map;
import java.util.Set;

/** The fields that a {@code fieldSelector} may name: two for every kind, some more for some. */
final class SelectableFields {

    private static final Set<String> ALWAYS = Set.of("metadata.name", "metadata.namespace");

    private static final Map<String, Set<String>> MORE = Map.of(
            "pods",
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "status.phase"),
            "events",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type"),
            "namespaces",
            Set.of("status.phase"),
            "secrets",
            Set.of("type"),
            "nodes",
            Set.of("spec.unschedulable"),
            "services",
            Set.of("spec.clusterIP", "spec.type"));

    private SelectableFields() {}

    static void check(Kind kind, String selector) {
        if (selector.isBlank()) {
            return;
        }
        for (String term : selector.split(",")) {
            String field = term.split("[=!]", 2)[0].trim();
            Set<String> more = kind.builtin() ? MORE.getOrDefault(kind.plural(), Set.of()) : Set.of();
            if (!ALWAYS.contains(field) && !more.contains(field)) {
                throw Errors.badRequest("field label not supported: " + field);
            }
        }
    }
}
