package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.fields.SensitiveFields;
import io.jenkins.plugins.gitops.core.inventory.ApplySet;
import io.jenkins.plugins.gitops.core.manifest.GuardedDigest;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;

/**
 * Makes a declared object one that can be sent: ours by its label, with a name, and free of what only a cluster may
 * write.
 */
public final class Ownership {
    /** The longest generated name, as the API server has it ({@code apiserver/pkg/storage/names}). */
    private static final int LONGEST_NAME = 63;

    private static final int HASH = 10;

    private Ownership() {}

    /**
     * Stamps an object. One that has only {@code generateName} gets a name: that prefix and ten characters of a hash over
     * its content without the owner label. So the same content is the same object, to be planned, found again after a
     * crash and pruned like any other, and new content is a new object; server-side apply has no other way, for it needs
     * a name. A prefix that would make the name longer than 63 characters is cut, as the API server does.
     *
     * @return the manifest with the owner label, and without what an export from a cluster carries; a Secret as the
     *     server keeps it
     */
    public static Manifest stamp(Manifest manifest, String owner) {
        ObjectNode json = clean(manifest.json());
        ObjectNode metadata = json.withObject("/metadata");
        ObjectNode labels = map(metadata, "labels");
        labels.remove(ApplySet.PART_OF);
        if (manifest.name().isEmpty()) {
            metadata.put("name", generated(manifest.with(json)));
            metadata.remove("generateName");
        }
        labels.put(ApplySet.PART_OF, owner);
        SecretData.fold(json);
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

    private static String generated(Manifest manifest) {
        String prefix = Json.text(manifest.json(), "metadata", "generateName");
        List<Manifest> one = List.of(manifest);
        String hash = GuardedDigest.of(one, SensitiveFields.ofEach(one, FieldRules.NONE), prefix)
                .substring("sha256:".length());
        return prefix.substring(0, Math.min(prefix.length(), LONGEST_NAME - HASH)) + hash.substring(0, HASH);
    }
}
