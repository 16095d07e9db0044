package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which types live in namespaces, by the CustomResourceDefinitions of the set, else by the cluster or by heart. */
final class DeclaredScopes implements Scopes {
    private static final String DEFINITION = "CustomResourceDefinition.apiextensions.k8s.io";

    private final Map<String, Boolean> declared = new HashMap<>();
    private final Scopes cluster;
    private final Scopes builtIn = new BuiltInScopes();

    /** @param cluster what a cluster serves */
    DeclaredScopes(List<Manifest> manifests, Scopes cluster) {
        this.cluster = cluster;
        for (Manifest manifest : manifests) {
            if (manifest.type().groupKind().equals(DEFINITION)) {
                String group = Json.text(manifest.json(), "spec", "group");
                String kind = Json.text(manifest.json(), "spec", "names", "kind");
                String scope = Json.text(manifest.json(), "spec", "scope");
                declared.put(kind + "." + group, scope.equals("Namespaced"));
            }
        }
    }

    @Override
    public Optional<Boolean> namespaced(GroupVersionKind type) {
        Boolean here = declared.get(type.groupKind());
        return here != null ? Optional.of(here) : builtIn.namespaced(type).or(() -> cluster.namespaced(type));
    }
}
