package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;

/**
 * An object exactly as it will be sent.
 *
 * @param manifest the object, with its namespace and its owner label
 * @param type how the cluster serves its kind, or will once the CRD of the same set is there
 * @param served whether the cluster serves the kind already
 */
public record Desired(Manifest manifest, ResourceType type, boolean served) {
    /** @return the object's identity in the cluster */
    public ResourceKey key() {
        return manifest.key();
    }
}
