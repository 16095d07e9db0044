package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Makes answers of two servers comparable: what must differ is replaced, what controllers add is taken out. */
final class Normal {

    private static final Pattern UID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern ADDRESS = Pattern.compile("10\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern VERSION = Pattern.compile("(?i)(version[^0-9]{0,30})\\d+");
    // Where the words are those of a parser, or a Go dump of an object.
    private static final Pattern DETAIL = Pattern.compile(
            "(?s)(error decoding YAML: error converting|error decoding patch: |json parse error: |spec is immutable"
                    + " after creation except|continue key is not valid: |unable to parse requirement: ).*");
    private static final Pattern WHOLE = Pattern.compile("(?s)Invalid value: (\"\\{.*\\}\"|\\{.*\\}): ");
    private static final Set<String> CONTROLLERS =
            Set.of("kube-controller-manager", "kube-apiserver", "kube-scheduler", "kwok", "kubelet");

    // Their statuses come from controllers, whenever those get to it.
    private static final Set<String> WORKLOADS = Set.of(
            "Scale",
            "ResourceQuota",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "Job",
            "CronJob",
            "PodDisruptionBudget",
            "HorizontalPodAutoscaler");

    private final String namespace;

    private Normal(String namespace) {
        this.namespace = namespace;
    }

    static JsonNode of(JsonNode node, String namespace) {
        JsonNode copy = node.deepCopy();
        new Normal(namespace).walk(copy);
        return copy;
    }

    private void walk(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("managedFields") instanceof ArrayNode entries) {
                object.set("managedFields", managedFields(entries));
            }
            object.remove("storageVersionHash");
            for (String field : new String[] {"resourceVersion", "continue"}) {
                if (object.path(field).isTextual()) {
                    object.put(field, "<" + field + ">");
                }
            }
            if (object.has("metadata") && WORKLOADS.contains(Json.text(object, "kind"))) {
                object.remove("status");
            }
            if (object.path("causes") instanceof ArrayNode causes) {
                object.set("causes", sorted(causes));
            }
            if (object.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove("deployment.kubernetes.io/revision");
                if (annotations.isEmpty()) {
                    object.remove("annotations");
                }
            }
            object.properties().forEach(entry -> {
                if (entry.getValue().isTextual()) {
                    entry.setValue(TextNode.valueOf(text(entry.getValue().textValue())));
                }
            });
        }
        node.forEach(this::walk);
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isTextual()) {
                    list.set(i, TextNode.valueOf(text(list.get(i).textValue())));
                }
            }
        }
    }

    // Those of several managers come in any order.
    private static ArrayNode sorted(ArrayNode causes) {
        TreeMap<String, JsonNode> out = new TreeMap<>();
        causes.forEach(cause -> out.merge(
                Json.write(cause), cause, (a, b) -> Json.array().add(a).add(b)));
        return Json.array().addAll(out.values());
    }

    private static ArrayNode managedFields(ArrayNode entries) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        for (JsonNode entry : entries) {
            if (Json.at(entry, "fieldsV1", "f:metadata", "f:annotations") instanceof ObjectNode annotations) {
                annotations.remove("f:deployment.kubernetes.io/revision");
                if (annotations.size() == 1 && annotations.has(".")) {
                    ((ObjectNode) Json.at(entry, "fieldsV1", "f:metadata")).remove("f:annotations");
                }
            }
            if (!CONTROLLERS.contains(Json.text(entry, "manager"))) {
                ((ObjectNode) entry).remove("time");
                sorted.put(Json.write(Json.sorted(entry)), entry);
            }
        }
        return Json.array().addAll(sorted.values());
    }

    private String text(String text) {
        String out = DETAIL.matcher(text).replaceAll("$1...");
        out = WHOLE.matcher(out).replaceAll("Invalid value: <object>: ");
        out = UID.matcher(out).replaceAll("<uid>");
        out = TIME.matcher(out).replaceAll("<time>");
        out = ADDRESS.matcher(out).replaceAll("<address>");
        out = VERSION.matcher(out).replaceAll("$1<version>");
        return out.replace(namespace, "NS");
    }

    /** The differences, one line each; empty when there are none. */
    static List<String> differences(String path, JsonNode real, JsonNode sandbox) {
        List<String> out = new ArrayList<>();
        if (real != null && sandbox != null && real.isObject() && sandbox.isObject()) {
            Set<String> names = new TreeSet<>();
            real.fieldNames().forEachRemaining(names::add);
            sandbox.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> out.addAll(differences(path + "." + name, real.get(name), sandbox.get(name))));
        } else if (real != null && sandbox != null && real.isArray() && sandbox.isArray()) {
            for (int i = 0; i < Math.max(real.size(), sandbox.size()); i++) {
                out.addAll(differences(path + "[" + i + "]", real.get(i), sandbox.get(i)));
            }
        } else if (!Json.same(real, sandbox)) {
            out.add(path + "\n      real:    " + real + "\n      sandbox: " + sandbox);
        }
        return out;
    }
}
