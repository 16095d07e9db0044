package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Moves every namespaced object to another namespace, and with it what points at the moved ServiceAccounts and
 * Services by their namespace: subjects of bindings, webhooks, API services. What is cluster-scoped stays as it is.
 */
final class NamespaceChange {
    private final String namespace;
    private final String unnamed;
    private final Scopes scopes;
    private final Set<ResourceKey> moved = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param namespace the new namespace
     * @param unnamed the namespace of objects that name none; empty when unknown
     */
    NamespaceChange(String namespace, String unnamed, Scopes scopes) {
        this.namespace = namespace;
        this.unnamed = unnamed;
        this.scopes = scopes;
    }

    List<String> warnings() {
        return warnings;
    }

    List<Manifest> apply(List<Manifest> manifests) {
        List<Manifest> all = manifests.stream().map(this::move).toList();
        return all.stream().map(this::pointAtMoved).toList();
    }

    private Manifest move(Manifest manifest) {
        Optional<Boolean> namespaced = scopes.namespaced(manifest.type());
        if (namespaced.isEmpty() && manifest.namespace().isEmpty()) {
            warnings.add(
                    manifest + " was not given the namespace " + namespace + ": neither its definition nor a cluster"
                            + " is at hand to tell whether it can have one; write one into it, whichever");
            return manifest;
        }
        if (!namespaced.orElse(true)) {
            return manifest;
        }
        ResourceKey key = manifest.key();
        moved.add(key.namespace().isEmpty() ? key.inNamespace(unnamed) : key);
        ObjectNode copy = manifest.json().deepCopy();
        ((ObjectNode) copy.get("metadata")).put("namespace", namespace);
        return manifest.with(copy);
    }

    private Manifest pointAtMoved(Manifest manifest) {
        if (pointers(manifest.json()).noneMatch(this::isMoved)) {
            return manifest;
        }
        ObjectNode copy = manifest.json().deepCopy();
        pointers(copy).filter(this::isMoved).forEach(pointer -> pointer.json().put("namespace", namespace));
        return manifest.with(copy);
    }

    private boolean isMoved(Pointer pointer) {
        return moved.contains(pointer.key());
    }

    /** What points at another object by kind, namespace and name. */
    private record Pointer(ObjectNode json, String kind) {
        ResourceKey key() {
            return new ResourceKey("", kind, Json.text(json, "namespace"), Json.text(json, "name"));
        }
    }

    private static Stream<Pointer> pointers(ObjectNode object) {
        return switch (Json.text(object, "kind")) {
            case "RoleBinding", "ClusterRoleBinding" ->
                Json.elements(object, "subjects")
                        .filter(subject -> Json.text(subject, "kind").equals("ServiceAccount"))
                        .map(subject -> new Pointer((ObjectNode) subject, "ServiceAccount"));
            case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration" ->
                Json.elements(object, "webhooks").flatMap(hook -> service(Json.at(hook, "clientConfig", "service")));
            case "APIService" -> service(Json.at(object, "spec", "service"));
            case "CustomResourceDefinition" ->
                service(Json.at(object, "spec", "conversion", "webhook", "clientConfig", "service"));
            default -> Stream.empty();
        };
    }

    private static Stream<Pointer> service(JsonNode service) {
        return service instanceof ObjectNode json ? Stream.of(new Pointer(json, "Service")) : Stream.empty();
    }
}
