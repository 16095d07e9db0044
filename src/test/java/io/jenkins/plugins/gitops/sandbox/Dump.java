package io.jenkins.plugins.gitops.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** All objects of a store as text. */
final class Dump {

    private static final List<String> VOLATILE = List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "managedFields",
            "generation",
            "selfLink",
            "deletionTimestamp");

    // Made by the controllers with names or contents that differ from run to run.
    private static final Set<String> MADE = Set.of("events", "pods", "replicasets", "persistentvolumes");

    private static final Pattern UID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Dump() {}

    static String of(Store store, boolean withoutVolatile) {
        ObjectNode out = Json.object();
        store.all().forEach((key, object) -> {
            if (withoutVolatile && MADE.contains(key.plural())) {
                return;
            }
            String name = key.plural() + (key.group().isEmpty() ? "" : "." + key.group()) + "/"
                    + (key.namespace().isEmpty() ? "" : key.namespace() + "/") + key.name();
            ObjectNode copy = object.deepCopy();
            if (withoutVolatile) {
                Meta.of(copy).remove(VOLATILE);
                copy.remove("status");
                allocated(copy);
                copy = (ObjectNode) Json.parse(UID.matcher(Json.write(copy)).replaceAll("<uid>"));
            }
            out.set(name, copy);
        });
        return Json.pretty(Json.sorted(out));
    }

    // What the server hands out first come, first served.
    private static void allocated(ObjectNode object) {
        if (object.get("spec") instanceof ObjectNode spec && spec.has("clusterIP")) {
            if (!Json.text(spec, "clusterIP").equals("None")) {
                spec.remove(List.of("clusterIP", "clusterIPs"));
            }
            spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
        }
    }
}
