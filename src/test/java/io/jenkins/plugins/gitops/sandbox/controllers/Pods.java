package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Pods out of templates. */
final class Pods {

    static final String TEMPLATE_HASH = "pod-template-hash";

    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private Pods() {}

    static ObjectNode of(ObjectNode owner, JsonNode template, String name) {
        ObjectNode pod = Actions.owned(owner, "v1", "Pod", name);
        for (String field : new String[] {"labels", "annotations"}) {
            if (Json.at(template, "metadata", field).isObject()) {
                Meta.of(pod).set(field, Json.at(template, "metadata", field).deepCopy());
            }
        }
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    /** With a name that the server makes up. */
    static ObjectNode generated(ObjectNode owner, JsonNode template) {
        ObjectNode pod = of(owner, template, "");
        Meta.of(pod).remove("name");
        Meta.of(pod).put("generateName", Meta.name(owner) + "-");
        return pod;
    }

    static boolean isReady(JsonNode pod) {
        return Conditions.isTrue(pod, "Ready") && !Meta.isTerminating(pod);
    }

    /** A short name for a template: equal templates, equal names. */
    static String hash(JsonNode template) {
        ObjectNode copy = template.deepCopy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(TEMPLATE_HASH);
        }
        CRC32 sum = new CRC32();
        sum.update(Json.write(Json.sorted(copy)).getBytes(StandardCharsets.UTF_8));
        StringBuilder out = new StringBuilder();
        for (long rest = sum.getValue(); rest > 0; rest /= LETTERS.length()) {
            out.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return out.toString();
    }
}
