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
        ObjectNode json = clean(manifest.json());
        map(json.withObject("/metadata"), "labels").put(ApplySet.PART_OF, owner);
        return manifest.with(json);
    }

    /** @return a copy without what an export from a cluster carries */
    static ObjectNode clean(ObjectNode object) {
        ObjectNode json = object.deepCopy();
        json.withObject("/metadata")
                .remove(List.of(
                        "managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink"));
        json.remove("status");
        return json;
    }

    /** @return the labels or annotations; new ones when there are none */
    static ObjectNode map(ObjectNode metadata, String name) {
        return metadata.path(name) instanceof ObjectNode map ? map : metadata.putObject(name);
    }
}
