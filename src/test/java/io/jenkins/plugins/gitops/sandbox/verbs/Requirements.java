package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.api.Selector;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The part of the server's validation that deployments meet in practice: names, required fields, limits. */
final class Requirements {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    private Requirements() {}

    static void check(Kind kind, ObjectNode object) {
        FieldErrors errors = new FieldErrors();
        metadata(kind, object, errors);
        JsonNode spec = object.path("spec");
        switch (kind.groupKind()) {
            case "Deployment.apps", "StatefulSet.apps", "DaemonSet.apps", "ReplicaSet.apps" -> {
                selector(kind, spec, errors);
                podSpec("spec.template.spec", Json.at(spec, "template", "spec"), errors);
            }
            case "Job.batch" -> job("spec", spec, errors);
            case "CronJob.batch" -> {
                if (Json.text(spec, "schedule").isEmpty()) {
                    errors.required("spec.schedule", "");
                }
                job("spec.jobTemplate.spec", Json.at(spec, "jobTemplate", "spec"), errors);
            }
            case "Pod" -> podSpec("spec", spec, errors);
            case "Service" -> service(spec, errors);
            case "ConfigMap" -> {
                if (size(object.path("data")) + size(object.path("binaryData")) > MEBIBYTE) {
                    errors.tooLong("[]", MEBIBYTE);
                }
            }
            case "Secret" -> {
                if (size(object.path("data")) * 3L / 4 > MEBIBYTE) {
                    errors.tooLong("data", MEBIBYTE);
                }
            }
            default -> {
                if (kind.type().schema() != null) {
                    SchemaCheck.run(kind.type().schema(), object, errors);
                }
            }
        }
        errors.throwIfAny(kind, Meta.name(object));
    }

    private static void name(Kind kind, JsonNode name, FieldErrors errors) {
        if (!kind.group().equals("rbac.authorization.k8s.io")
                && !SUBDOMAIN.matcher(name.asText()).matches()) {
            errors.invalid(
                    "metadata.name",
                    name,
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                            + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
                            + " for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
        }
    }

    private static void metadata(Kind kind, ObjectNode object, FieldErrors errors) {
        JsonNode name = Json.at(object, "metadata", "name");
        if (name.asText().isEmpty()) {
            errors.required("metadata.name", "name or generateName is required");
        } else {
            name(kind, name, errors);
        }
        Json.at(object, "metadata", "labels").properties().forEach(label -> {
            String value = label.getValue().asText();
            if (value.length() > 63) {
                errors.invalid("metadata.labels", label.getValue(), "must be no more than 63 bytes");
            } else if (!LABEL_VALUE.matcher(value).matches()) {
                errors.invalid(
                        "metadata.labels",
                        label.getValue(),
                        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                                + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                                + " 'my_value',  or '12345', regex used for validation is"
                                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
            }
        });
    }

    private static void selector(Kind kind, JsonNode spec, FieldErrors errors) {
        JsonNode selector = spec.path("selector");
        JsonNode metadata = Json.at(spec, "template", "metadata");
        if (selector.isMissingNode()) {
            errors.required("spec.selector", "");
        } else if (selector.isEmpty()) {
            errors.invalid(
                    "spec.selector",
                    selector,
                    "empty selector is invalid for " + kind.name().toLowerCase(Locale.ROOT));
            return;
        }
        if (selector.isEmpty()
                || !Selector.ofObject(selector).test(Json.object().set("metadata", metadata))) {
            JsonNode labels = metadata.path("labels");
            errors.invalid(
                    "spec.template.metadata.labels",
                    labels.isMissingNode() ? null : labels,
                    "`selector` does not match template `labels`");
        }
    }

    private static void job(String path, JsonNode spec, FieldErrors errors) {
        JsonNode pod = Json.at(spec, "template", "spec");
        podSpec(path + ".template.spec", pod, errors);
        if (Json.text(pod, "restartPolicy").equals("Always")) {
            errors.required(path + ".template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
    }

    private static void podSpec(String path, JsonNode spec, FieldErrors errors) {
        if (spec.path("containers").isEmpty()) {
            errors.required(path + ".containers", "");
        }
        for (String list : new String[] {"initContainers", "containers"}) {
            Set<String> names = new HashSet<>();
            for (int i = 0; i < spec.path(list).size(); i++) {
                JsonNode container = spec.path(list).get(i);
                String here = path + "." + list + "[" + i + "]";
                if (Json.text(container, "image").isEmpty()) {
                    errors.required(here + ".image", "");
                }
                if (Json.text(container, "name").isEmpty()) {
                    errors.required(here + ".name", "");
                } else if (!names.add(Json.text(container, "name"))) {
                    errors.duplicate(here + ".name", container.get("name"));
                }
            }
        }
    }

    private static void service(JsonNode spec, FieldErrors errors) {
        boolean portless = Json.text(spec, "clusterIP").equals("None")
                || Json.text(spec, "type").equals("ExternalName");
        if (spec.path("ports").isEmpty() && !portless) {
            errors.required("spec.ports", "");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.path("ports").size(); i++) {
            JsonNode port = spec.path("ports").get(i);
            String name = Json.text(port, "name");
            if (name.isEmpty() && spec.path("ports").size() > 1) {
                errors.required("spec.ports[" + i + "].name", "");
            } else if (!names.add(name)) {
                errors.duplicate("spec.ports[" + i + "].name", port.get("name"));
            }
        }
    }

    private static int size(JsonNode data) {
        int sum = 0;
        for (JsonNode value : data) {
            sum += value.asText().getBytes(StandardCharsets.UTF_8).length;
        }
        return sum;
    }
}
