package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;

/** Makes a declared object one that can be sent: ours by its label, and free of what only a cluster may write. */
public final class Ownership {
    private Ownership() {}

    /** @return the manifest with the owner label, and without what an export from a cluster carries */
    public static Manifest stamp(Manifest manifest, String owner) {
        ObjectNode json = manifest.json().deepCopy();
        ObjectNode metadata = json.withObject("/metadata");
        if (!(metadata.path("labels") instanceof ObjectNode)) {
            metadata.putObject("labels");
        }
        ((ObjectNode) metadata.path("labels")).put(ApplySet.PART_OF, owner);
        metadata.remove(
                List.of("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink"));
        json.remove("status");
        return manifest.with(json);
    }
}
