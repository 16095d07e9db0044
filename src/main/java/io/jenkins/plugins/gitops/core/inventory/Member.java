package io.jenkins.plugins.gitops.core.inventory;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;

/**
 * An object that an app owns.
 *
 * @param key the object
 * @param version the API version that it was applied in
 * @param uid its UID; empty when it was about to be created and no later run has confirmed it
 * @param seal a hash over what was declared and what had become of it; empty when the next plan must ask the server
 */
public record Member(ResourceKey key, String version, String uid, String seal) {
    /** A member that the next plan must ask the server about. */
    public Member(ResourceKey key, String version, String uid) {
        this(key, version, uid, "");
    }

    /** @return the type that it was applied in */
    public GroupVersionKind type() {
        return new GroupVersionKind(key.group(), version, key.kind());
    }
}
