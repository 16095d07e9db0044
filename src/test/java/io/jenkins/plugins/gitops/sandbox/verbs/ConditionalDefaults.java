package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.schema.Defaults;
import java.util.Locale;

/** The defaults that depend on other fields; the plain ones are in {@code defaults.txt}. */
final class ConditionalDefaults {

    /** A field of the internal DaemonSet that v1 shows as an annotation. */
    static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

    private ConditionalDefaults() {}

    /** Fills in all defaults of an object that has been decoded. */
    static void fill(Kind kind, ObjectNode object) {
        ObjectNode spec = object.get("spec") instanceof ObjectNode node ? node : Json.object();
        switch (kind.groupKind()) {
            case "Deployment.apps" -> rollingUpdate(spec, "strategy");
            case "DaemonSet.apps" -> {
                rollingUpdate(spec, "updateStrategy");
                ObjectNode annotations = Json.child(object, "metadata", "annotations");
                if (!annotations.has(TEMPLATE_GENERATION)) {
                    annotations.put(TEMPLATE_GENERATION, "0");
                }
            }
            case "StatefulSet.apps" -> statefulSet(spec);
            case "Job.batch" -> job(object, spec);
            case "Namespace" -> {
                if (!Meta.name(object).isEmpty()) {
                    Json.child(object, "metadata", "labels").put("kubernetes.io/metadata.name", Meta.name(object));
                }
            }
            case "HorizontalPodAutoscaler.autoscaling" -> autoscaler(spec);
            case "LimitRange" -> spec.path("limits").forEach(ConditionalDefaults::limits);
            case "NetworkPolicy.networking.k8s.io" -> networkPolicy(spec);
            case "RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io" ->
                object.path("subjects").forEach(ConditionalDefaults::subject);
            case "CustomResourceDefinition.apiextensions.k8s.io" -> definition(spec);
            default -> {}
        }
        Defaults.fill(kind.type(), object);
        switch (kind.groupKind()) {
            case "Service" -> service(spec);
            case "Pod" -> pod(spec);
            default -> {}
        }
        pods(object);
    }

    private static void rollingUpdate(ObjectNode spec, String field) {
        ObjectNode strategy = Json.child(spec, field);
        if (strategy.path("type").asText("RollingUpdate").equals("RollingUpdate")) {
            Json.child(strategy, "rollingUpdate");
        }
    }

    private static void statefulSet(ObjectNode spec) {
        ObjectNode strategy = Json.child(spec, "updateStrategy");
        if (!strategy.has("type")) {
            strategy.put("type", "RollingUpdate");
            Json.child(strategy, "rollingUpdate");
        }
        spec.path("volumeClaimTemplates").forEach(claim -> {
            // The claims inside are whole objects, and the server names their kind.
            ((ObjectNode) claim).put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        });
    }

    private static void job(ObjectNode object, ObjectNode spec) {
        if (!spec.has("completions") && !spec.has("parallelism")) {
            spec.put("completions", 1);
        }
        if (!spec.has("parallelism")) {
            spec.put("parallelism", 1);
        }
        if (!spec.has("backoffLimit")) {
            spec.put("backoffLimit", spec.has("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6);
        }
        if (!spec.has("completionMode")) {
            spec.put("completionMode", "NonIndexed");
        }
        for (String field : new String[] {"suspend", "manualSelector"}) {
            if (!spec.has(field)) {
                spec.put(field, false);
            }
        }
        if (!spec.has("podReplacementPolicy")) {
            spec.put("podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        }
        JsonNode labels = Json.at(spec, "template", "metadata", "labels");
        if (!labels.isEmpty() && Json.at(object, "metadata", "labels").isEmpty()) {
            // The same map, as in Go: what the server adds to the template's labels shows here, too.
            Meta.of(object).set("labels", labels);
        }
    }

    private static void autoscaler(ObjectNode spec) {
        if (spec.path("metrics").isEmpty()) {
            ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
            Json.child(metric, "resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", 80);
        }
    }

    private static void limits(JsonNode item) {
        if (Json.text(item, "type").equals("Container")) {
            ObjectNode limit = (ObjectNode) item;
            fillIn(limit, "default", item.path("max"));
            fillIn(limit, "defaultRequest", item.path("default"));
            fillIn(limit, "defaultRequest", item.path("min"));
        }
    }

    private static void fillIn(ObjectNode limit, String field, JsonNode values) {
        values.properties().forEach(entry -> {
            ObjectNode present = Json.child(limit, field);
            if (!present.has(entry.getKey())) {
                present.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static void networkPolicy(ObjectNode spec) {
        if (spec.path("policyTypes").isEmpty()) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!spec.path("egress").isEmpty()) {
                types.add("Egress");
            }
        }
    }

    private static void definition(ObjectNode spec) {
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
        ObjectNode names = Json.child(spec, "names");
        String kind = Json.text(names, "kind");
        if (!names.has("singular")) {
            names.put("singular", kind.toLowerCase(Locale.ROOT));
        }
        if (!names.has("listKind")) {
            names.put("listKind", kind + "List");
        }
    }

    private static void subject(JsonNode subject) {
        if (Json.text(subject, "apiGroup").isEmpty()
                && !Json.text(subject, "kind").equals("ServiceAccount")) {
            ((ObjectNode) subject).put("apiGroup", "rbac.authorization.k8s.io");
        }
    }

    private static void service(ObjectNode spec) {
        String type = Json.text(spec, "type");
        for (JsonNode port : spec.path("ports")) {
            JsonNode target = port.path("targetPort");
            if (target.isMissingNode()
                    || target.asText().isEmpty()
                    || target.asText().equals("0")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        }
        if (!type.equals("ExternalName") && !spec.has("internalTrafficPolicy")) {
            spec.put("internalTrafficPolicy", "Cluster");
        }
        if ((type.equals("NodePort") || type.equals("LoadBalancer")) && !spec.has("externalTrafficPolicy")) {
            spec.put("externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
            spec.put("allocateLoadBalancerNodePorts", true);
        }
        if (Json.text(spec, "sessionAffinity").equals("ClientIP") && !spec.has("sessionAffinityConfig")) {
            Json.child(spec, "sessionAffinityConfig", "clientIP").put("timeoutSeconds", 10800);
        }
    }

    private static void pod(ObjectNode spec) {
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        for (String list : new String[] {"containers", "initContainers"}) {
            for (JsonNode container : spec.path(list)) {
                Json.at(container, "resources", "limits").properties().forEach(limit -> {
                    ObjectNode requests = Json.child((ObjectNode) container, "resources", "requests");
                    if (!requests.has(limit.getKey())) {
                        requests.set(limit.getKey(), limit.getValue());
                    }
                });
            }
        }
    }

    // Pods and Pod templates, wherever they are in the built-in kinds.
    private static void pods(JsonNode node) {
        if (node.has("containers") && node instanceof ObjectNode spec) {
            for (String list : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
                spec.path(list).forEach(ConditionalDefaults::container);
            }
            for (JsonNode volume : spec.path("volumes")) {
                if (volume.size() == 1 && volume.has("name")) {
                    ((ObjectNode) volume).putObject("emptyDir");
                }
            }
            // The deprecated alias follows the name.
            if (spec.has("serviceAccountName")) {
                spec.set("serviceAccount", spec.get("serviceAccountName"));
            }
        }
        for (String next : new String[] {"spec", "template", "jobTemplate"}) {
            if (node.has(next)) {
                pods(node.get(next));
            }
        }
    }

    private static void container(JsonNode container) {
        if (!container.has("imagePullPolicy")) {
            String image = Json.text(container, "image");
            int slash = image.lastIndexOf('/');
            int colon = image.lastIndexOf(':');
            boolean latest = !image.contains("@") && (colon <= slash || image.endsWith(":latest"));
            ((ObjectNode) container).put("imagePullPolicy", latest ? "Always" : "IfNotPresent");
        }
    }
}
