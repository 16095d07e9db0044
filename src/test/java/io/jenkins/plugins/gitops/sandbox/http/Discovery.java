package io.jenkins.plugins.gitops.sandbox.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Kinds;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The discovery documents: the old ones, one for each group and version, and the aggregated one. */
final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    // The same in another order: apiextensions has its own discovery.
    private static final List<String> CUSTOM_VERBS =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");

    private final Kinds kinds;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Empty when the path is none of discovery's. */
    Optional<Answer> answer(Request request) {
        List<String> path = request.segments();
        if (path.isEmpty() || path.size() > 3) {
            return Optional.empty();
        }
        boolean core = path.get(0).equals("api");
        if (!core && !path.get(0).equals("apis")) {
            return Optional.empty();
        }
        if (path.size() == 1) {
            String accept = request.header("accept");
            boolean aggregated = accept.contains("g=apidiscovery.k8s.io") && accept.contains("v=v2");
            if (aggregated) {
                return Optional.of(Answer.of(200, AGGREGATED, Json.write(aggregated(core))));
            }
            return Optional.of(Answer.json(200, core ? versions(request) : groups()));
        }
        if (core && path.size() == 2) {
            return path.get(1).equals("v1") ? Optional.of(Answer.json(200, resources("", "v1"))) : Optional.empty();
        }
        String group = path.get(1);
        if (core || !groupNames().contains(group)) {
            return Optional.empty();
        }
        if (path.size() == 2) {
            ObjectNode out = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
            return Optional.of(Answer.json(200, out.setAll(group(group))));
        }
        return versionsOf(group).contains(path.get(2))
                ? Optional.of(Answer.json(200, resources(group, path.get(2))))
                : Optional.empty();
    }

    private static ObjectNode versions(Request request) {
        ObjectNode out = Json.object().put("kind", "APIVersions");
        out.putArray("versions").add("v1");
        out.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", request.header("host"));
        return out;
    }

    private ObjectNode groups() {
        ObjectNode out = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode list = out.putArray("groups");
        groupNames().forEach(name -> list.add(group(name)));
        return out;
    }

    private ObjectNode group(String name) {
        ObjectNode out = Json.object().put("name", name);
        ArrayNode versions = out.putArray("versions");
        versionsOf(name)
                .forEach(version -> versions.addObject()
                        .put("groupVersion", name + "/" + version)
                        .put("version", version));
        out.set("preferredVersion", versions.get(0));
        return out;
    }

    private ObjectNode resources(String group, String version) {
        ObjectNode out = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        out.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode list = out.putArray("resources");
        for (Kind kind : kindsOf(group, version)) {
            ObjectNode resource = list.addObject();
            resource.put("name", kind.plural());
            resource.put("singularName", kind.singular());
            resource.put("namespaced", kind.namespaced());
            resource.put("kind", kind.name());
            strings(resource, "verbs", verbs(kind));
            strings(resource, "shortNames", kind.shortNames());
            strings(resource, "categories", kind.categories());
            kind.subresources().forEach((name, sub) -> {
                ObjectNode part = list.addObject();
                part.put("name", kind.plural() + "/" + name);
                part.put("singularName", "");
                part.put("namespaced", kind.namespaced());
                if (sub.apiVersion() != null) {
                    part.put("group", sub.apiVersion().split("/")[0]);
                    part.put("version", sub.apiVersion().split("/")[1]);
                }
                part.put("kind", sub.kind() == null ? kind.name() : sub.kind());
                strings(part, "verbs", sub.verbs());
            });
        }
        return out;
    }

    private ObjectNode aggregated(boolean core) {
        ObjectNode out = Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        out.putObject("metadata");
        ArrayNode items = out.putArray("items");
        for (String group : core ? Set.of("") : groupNames()) {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!core) {
                metadata.put("name", group);
                metadata.putNull("creationTimestamp");
            }
            ArrayNode versions = item.putArray("versions");
            for (String version : versionsOf(group)) {
                ObjectNode entry = versions.addObject().put("version", version);
                ArrayNode list = entry.putArray("resources");
                kindsOf(group, version).forEach(kind -> list.add(aggregated(kind)));
                entry.put("freshness", "Current");
            }
        }
        return out;
    }

    private static ObjectNode aggregated(Kind kind) {
        ObjectNode out = Json.object().put("resource", kind.plural());
        responseKind(out, kind, kind.name());
        out.put("scope", kind.namespaced() ? "Namespaced" : "Cluster");
        out.put("singularResource", kind.singular());
        strings(out, "verbs", verbs(kind));
        strings(out, "shortNames", kind.shortNames());
        strings(out, "categories", kind.categories());
        if (!kind.subresources().isEmpty()) {
            ArrayNode list = out.putArray("subresources");
            kind.subresources().forEach((name, sub) -> {
                ObjectNode part = list.addObject().put("subresource", name);
                if (sub.apiVersion() == null) {
                    responseKind(part, kind, kind.name());
                } else {
                    part.putObject("responseKind")
                            .put("group", sub.apiVersion().split("/")[0])
                            .put("version", sub.apiVersion().split("/")[1])
                            .put("kind", sub.kind());
                }
                strings(part, "verbs", sub.verbs());
            });
        }
        return out;
    }

    // The real server leaves group and version of its built-in kinds empty here: they are those of the list.
    private static void responseKind(ObjectNode to, Kind kind, String name) {
        to.putObject("responseKind")
                .put("group", kind.builtin() ? "" : kind.group())
                .put("version", kind.builtin() ? "" : kind.version())
                .put("kind", name);
    }

    private static List<String> verbs(Kind kind) {
        if (!kind.builtin()) {
            return CUSTOM_VERBS;
        }
        return VERBS.stream()
                .filter(verb -> !verb.equals("deletecollection") || !kind.has(Kind.Trait.NO_DELETECOLLECTION))
                .toList();
    }

    private static void strings(ObjectNode to, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = to.putArray(field);
            values.forEach(list::add);
        }
    }

    private List<Kind> kindsOf(String group, String version) {
        return kinds.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .toList();
    }

    private Set<String> groupNames() {
        Set<String> out = new LinkedHashSet<>();
        kinds.all().stream().map(Kind::group).filter(name -> !name.isEmpty()).forEach(out::add);
        return out;
    }

    private Set<String> versionsOf(String group) {
        Map<String, Boolean> out = new LinkedHashMap<>();
        kinds.all().stream()
                .filter(kind -> kind.group().equals(group))
                .sorted((a, b) -> Boolean.compare(b.preferred(), a.preferred()))
                .forEach(kind -> out.put(kind.version(), true));
        return out.keySet();
    }
}
