package io.jenkins.plugins.gitops.core.inventory;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;

/**
 * An object that an app owns.
 *
 * @param key the object
 * @param version the API version that it was applied in
 * @param uid its UID; empty when it was about to be created and no later run has confirmed it
 */
public record Member(ResourceKey key, String version, String uid) {
    /** @return the type that it was applied in */
    public GroupVersionKind type() {
        return new GroupVersionKind(key.group(), version, key.kind());
    }
}
