package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Map;

/** One object in two API groups, or twice in one. */
final class DuplicateCheck implements Check {
    /** Where kinds that have moved to another group are now; the server keeps one object for both. */
    private static final Map<String, String> MOVED = Map.of(
            "Deployment.extensions", "apps",
            "DaemonSet.extensions", "apps",
            "ReplicaSet.extensions", "apps",
            "Ingress.extensions", "networking.k8s.io",
            "NetworkPolicy.extensions", "networking.k8s.io",
            "PodSecurityPolicy.extensions", "policy",
            "Event", "events.k8s.io");

    @Override
    public void look(Manifest manifest, CheckedSet set, Findings findings) {
        ResourceKey key = key(manifest, set);
        if (key.name().isEmpty() || Hook.isHook(manifest)) {
            return; // hooks of different events may share a name
        }
        Manifest first = set.first(key, manifest);
        if (first != manifest) {
            findings.add("", "it is declared already: " + first.origin() + "; remove one of them");
        }
    }

    private static ResourceKey key(Manifest manifest, CheckedSet set) {
        ResourceKey key = manifest.key();
        String group = MOVED.getOrDefault(key.groupKind(), key.group());
        return new ResourceKey(group, key.kind(), set.namespace(manifest), key.name());
    }
}
