package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The {@code scale} sub-resource: an {@code autoscaling/v1} Scale in front of {@code spec.replicas}. */
final class Scale {

    private final Cluster cluster;
    private final Writer writer;

    Scale(Cluster cluster, Writer writer) {
        this.cluster = cluster;
        this.writer = writer;
    }

    Result get(Kind kind, String namespace, String name) {
        return Result.ok(scaleOf(cluster.get(kind, namespace, name)));
    }

    Result put(Kind kind, String namespace, String name, JsonNode body, Options options) {
        return write(kind, namespace, name, options, scale -> (ObjectNode) body);
    }

    Result patch(Kind kind, String namespace, String name, String type, JsonNode patch, Options options) {
        return write(kind, namespace, name, options, scale -> (ObjectNode) Patch.patched(kind, scale, type, patch));
    }

    private Result write(Kind kind, String namespace, String name, Options options, UnaryOperator<ObjectNode> change) {
        Result result = writer.update(kind, "scale", namespace, name, options, live -> {
            ObjectNode scale = change.apply(scaleOf(live));
            String version = Meta.resourceVersion(scale);
            if (!version.isEmpty() && !version.equals(Meta.resourceVersion(live))) {
                throw Errors.modified(kind, name);
            }
            ObjectNode object = live.deepCopy();
            Json.child(object, "spec")
                    .put("replicas", Json.at(scale, "spec", "replicas").asInt());
            Codec.fields(kind, "scale").update(live, object, options.owner(), Meta.now());
            return object;
        });
        return Result.ok(scaleOf(result.body()));
    }

    private static ObjectNode scaleOf(ObjectNode object) {
        ObjectNode out = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode meta = out.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            meta.set(field, Json.at(object, "metadata", field));
        }
        ObjectNode spec = out.putObject("spec");
        int replicas = Json.at(object, "spec", "replicas").asInt();
        if (replicas != 0) {
            spec.put("replicas", replicas);
        }
        ObjectNode status = out.putObject("status");
        status.put("replicas", Json.at(object, "status", "replicas").asInt());
        List<String> selector = new ArrayList<>();
        Json.at(object, "spec", "selector", "matchLabels")
                .properties()
                .forEach(label ->
                        selector.add(label.getKey() + "=" + label.getValue().asText()));
        if (!selector.isEmpty()) {
            status.put("selector", String.join(",", selector));
        }
        return out;
    }
}
