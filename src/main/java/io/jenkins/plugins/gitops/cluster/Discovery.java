package io.jenkins.plugins.gitops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the cluster serves. Two requests on servers with aggregated discovery (Kubernetes 1.27 and later by default);
 * on older ones a request for each group version that is asked for.
 */
final class Discovery {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
            + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private final Transport transport;
    /** In the server's order: the preferred version of a group comes first. */
    private Map<GroupVersionKind, ResourceType> types;
    /** Those of the types whose objects can be listed and deleted: not reviews, metrics and the like. */
    private final Set<GroupVersionKind> kept = new HashSet<>();
    /** Group versions of a server without aggregated discovery, in the order of preference; values: read or not. */
    private Map<String, Boolean> legacy;

    Discovery(Transport transport) {
        this.transport = transport;
    }

    synchronized void forget() {
        types = null;
        legacy = null;
    }

    synchronized Optional<ResourceType> find(GroupVersionKind kind) {
        read();
        if (Boolean.FALSE.equals(legacy.get(kind.apiVersion()))) {
            readLegacy(kind.apiVersion());
        }
        return Optional.ofNullable(types.get(kind));
    }

    synchronized Optional<ResourceType> find(String group, String kind) {
        read();
        legacy.keySet().stream()
                .filter(apiVersion ->
                        GroupVersionKind.of(apiVersion, kind).group().equals(group))
                .filter(apiVersion -> !legacy.get(apiVersion))
                .toList()
                .forEach(this::readLegacy);
        return types.values().stream()
                .filter(type ->
                        type.kind().group().equals(group) && type.kind().kind().equals(kind))
                .findFirst();
    }

    /** @return group versions, and the kinds in them that are known by now, which is all unless the server is old */
    synchronized List<String> apiVersions() {
        read();
        return Stream.concat(
                        legacy.keySet().stream(),
                        types.keySet().stream()
                                .flatMap(type -> Stream.of(type.apiVersion(), type.apiVersion() + "/" + type.kind())))
                .distinct()
                .toList();
    }

    /** @return the types of objects that are kept in namespaces, each kind once, in the server's order */
    synchronized List<ResourceType> namespaced() {
        read();
        legacy.keySet().stream()
                .filter(apiVersion -> !legacy.get(apiVersion))
                .toList()
                .forEach(this::readLegacy);
        Map<String, ResourceType> found = new LinkedHashMap<>();
        types.values().stream()
                .filter(type -> type.namespaced() && kept.contains(type.kind()))
                .forEach(type -> found.putIfAbsent(type.kind().groupKind(), type));
        return List.copyOf(found.values());
    }

    private void read() {
        if (types != null) {
            return;
        }
        Map<GroupVersionKind, ResourceType> found = new LinkedHashMap<>();
        Map<String, Boolean> groups = new LinkedHashMap<>();
        for (String root : List.of("/api", "/apis")) {
            JsonNode answer = read(root, AGGREGATED);
            switch (Json.text(answer, "kind")) {
                case "APIGroupDiscoveryList" ->
                    Json.elements(answer, "items").forEach(group -> readGroup(group, found));
                case "APIVersions", "APIGroupList" ->
                    legacyVersions(answer).forEach(version -> groups.put(version, false));
                default -> throw transport.notKubernetes("read what the cluster serves");
            }
        }
        types = found;
        legacy = groups;
    }

    private void readGroup(JsonNode group, Map<GroupVersionKind, ResourceType> found) {
        String name = Json.text(group, "metadata", "name");
        Json.elements(group, "versions")
                .forEach(version -> Json.elements(version, "resources").forEach(resource -> {
                    JsonNode served = resource.path("responseKind");
                    // A resource may answer with a kind of another group (Scale): only its own objects count.
                    String kindGroup = Json.text(served, "group");
                    if (kindGroup.equals(name) || kindGroup.isEmpty()) {
                        put(
                                found,
                                new GroupVersionKind(name, Json.text(version, "version"), Json.text(served, "kind")),
                                Json.text(resource, "resource"),
                                "Namespaced".equals(Json.text(resource, "scope")),
                                resource);
                    }
                }));
    }

    private static List<String> legacyVersions(JsonNode answer) {
        List<String> versions = new ArrayList<>();
        Json.elements(answer, "versions").map(JsonNode::asText).forEach(versions::add);
        Json.elements(answer, "groups").forEach(group -> {
            String preferred = Json.text(group, "preferredVersion", "groupVersion");
            versions.add(preferred);
            Json.elements(group, "versions")
                    .map(version -> Json.text(version, "groupVersion"))
                    .filter(version -> !version.equals(preferred))
                    .forEach(versions::add);
        });
        return versions;
    }

    private void readLegacy(String apiVersion) {
        JsonNode answer = read((apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion, Transport.JSON);
        Map<GroupVersionKind, ResourceType> known = types;
        Json.elements(answer, "resources")
                .filter(resource -> !Json.text(resource, "name").contains("/"))
                .forEach(resource -> put(
                        known,
                        GroupVersionKind.of(apiVersion, Json.text(resource, "kind")),
                        Json.text(resource, "name"),
                        resource.path("namespaced").asBoolean(),
                        resource));
        legacy.put(apiVersion, true);
    }

    private void put(
            Map<GroupVersionKind, ResourceType> found,
            GroupVersionKind kind,
            String plural,
            boolean namespaced,
            JsonNode resource) {
        found.putIfAbsent(kind, new ResourceType(kind, plural, namespaced));
        List<String> verbs =
                Json.elements(resource, "verbs").map(JsonNode::asText).toList();
        if (verbs.contains("list") && verbs.contains("delete")) {
            kept.add(kind);
        }
    }

    private JsonNode read(String path, String accept) {
        Reply reply = transport.send(new Transport.Call("GET", path, accept, null, null, true));
        if (!reply.ok()) {
            throw Failures.of(reply, "read what the cluster serves", false);
        }
        return reply.json();
    }
}
