package io.jenkins.plugins.gitops.sandbox.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import java.util.TreeSet;

/** The wire form of a {@link FieldSet}: {@code {"f:spec":{"f:replicas":{}}}}. */
public final class FieldsV1 {

    private FieldsV1() {}

    public static ObjectNode encode(FieldSet set) {
        return encode(set, false);
    }

    private static ObjectNode encode(FieldSet set, boolean self) {
        ObjectNode out = Json.object();
        if (self) {
            out.putObject(".");
        }
        TreeSet<PathElement> steps = new TreeSet<>(set.members);
        steps.addAll(set.children.keySet());
        for (PathElement step : steps) {
            FieldSet below = set.children.get(step);
            out.set(step.encode(), below == null ? Json.object() : encode(below, set.members.contains(step)));
        }
        return out;
    }

    public static FieldSet decode(JsonNode fields) {
        FieldSet out = new FieldSet();
        fields.properties().forEach(entry -> {
            PathElement step = entry.getKey().equals(".") ? null : PathElement.parse(entry.getKey());
            if (step == null) {
                return;
            }
            JsonNode below = entry.getValue();
            if (below.isEmpty() || below.has(".")) {
                out.members.add(step);
            }
            FieldSet set = decode(below);
            if (!set.isEmpty()) {
                out.children.put(step, set);
            }
        });
        return out;
    }
}
