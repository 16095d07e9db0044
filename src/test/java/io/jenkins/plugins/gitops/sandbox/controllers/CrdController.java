package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kind.Subresource;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.schema.CrdTypes;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import io.jenkins.plugins.gitops.sandbox.store.Store;
import io.jenkins.plugins.gitops.sandbox.verbs.ApiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CRDs: their resources are served as soon as they are established, and are gone with them. */
final class CrdController implements Controller {

    private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");

    private final ApiServer api;
    private final Actions actions;

    CrdController(ApiServer api) {
        this.api = api;
        this.actions = new Actions(api);
    }

    @Override
    public Collection<Key> concerns(Event event) {
        return event.key().isOf("apiextensions.k8s.io", "customresourcedefinitions") ? List.of(event.key()) : List.of();
    }

    @Override
    public Duration patience(Event event, Duration usual) {
        // The real one takes about a second: who does not wait for it must fail here, too.
        return event.type() == Event.Type.ADDED ? usual : Duration.ZERO;
    }

    @Override
    public Duration reconcile(Key key, ObjectNode crd) {
        String plural = key.name().substring(0, key.name().indexOf('.'));
        String group = key.name().substring(key.name().indexOf('.') + 1);
        if (crd == null || Meta.isTerminating(crd)) {
            removeInstances(group, plural);
            api.cluster().kinds().replace(group, plural, List.of());
            if (crd != null) {
                actions.update(crd, copy -> Meta.of(copy).remove("finalizers"));
            }
            return NEVER;
        }
        api.cluster().kinds().replace(group, plural, served(crd));
        actions.status(crd, "kube-apiserver", status -> {
            JsonNode names = Json.at(crd, "spec", "names");
            status.set("acceptedNames", names.deepCopy());
            Conditions.set(status, "NamesAccepted", true, "NoConflicts", "no conflicts found");
            Conditions.set(status, "Established", true, "InitialNamesAccepted", "the initial names have been accepted");
        });
        return NEVER;
    }

    private void removeInstances(String group, String plural) {
        Store store = api.cluster().store();
        store.list(group, plural, "")
                .objects()
                .forEach(object ->
                        store.remove(new Key(group, plural, Meta.namespace(object), Meta.name(object)), object));
    }

    private static List<Kind> served(ObjectNode crd) {
        JsonNode spec = crd.get("spec");
        JsonNode names = spec.path("names");
        List<Kind> out = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                out.add(new Kind(
                        Json.text(spec, "group"),
                        Json.text(version, "name"),
                        Json.text(names, "kind"),
                        Json.text(names, "plural"),
                        Json.text(names, "singular"),
                        Json.text(spec, "scope").equals("Namespaced"),
                        strings(names.path("shortNames")),
                        strings(names.path("categories")),
                        CrdTypes.object(Json.at(version, "schema", "openAPIV3Schema")),
                        subresources(version),
                        Set.of(),
                        false,
                        version.path("storage").asBoolean()));
            }
        }
        return out;
    }

    private static Map<String, Subresource> subresources(JsonNode version) {
        Map<String, Subresource> out = new LinkedHashMap<>();
        if (version.path("subresources").has("status")) {
            out.put("status", new Subresource(STATUS_VERBS, null, null));
        }
        if (version.path("subresources").has("scale")) {
            out.put("scale", new Subresource(STATUS_VERBS, "autoscaling/v1", "Scale"));
        }
        return out;
    }

    private static List<String> strings(JsonNode list) {
        List<String> out = new ArrayList<>();
        list.forEach(item -> out.add(item.asText()));
        return List.copyOf(out);
    }
}
