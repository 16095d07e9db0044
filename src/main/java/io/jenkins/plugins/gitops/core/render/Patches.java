package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Patches objects. A patch of nothing would leave out something that was asked for. */
final class Patches {
    private final List<Patch> patches;
    private final Set<Patch> unused;

    Patches(List<Patch> patches) {
        this.patches = patches;
        this.unused = new LinkedHashSet<>(patches);
    }

    /** @return the manifest as the patches make it, or the same when they are about others */
    Manifest apply(Manifest manifest) {
        Manifest patched = manifest;
        for (Patch patch : patches) {
            if (patch.pattern().matches(manifest.key())) {
                unused.remove(patch);
                patched = apply(patch, patched);
            }
        }
        return patched;
    }

    /** @throws GitOpsException when a patch has matched no object so far */
    void requireAllUsed() {
        unused.stream().findFirst().ifPresent(patch -> {
            throw new GitOpsException(patch.place() + ": there is no object " + patch.objects() + " to patch");
        });
    }

    private static Manifest apply(Patch patch, Manifest manifest) {
        ObjectNode copy = manifest.json().deepCopy();
        JsonNode change = patch.json();
        try {
            if (change instanceof ObjectNode merged) {
                merge(copy, merged);
            } else {
                JsonPatch.of(change, patch.place()).apply(copy);
            }
        } catch (GitOpsException e) {
            throw new GitOpsException(e.getMessage() + "; in " + manifest, e);
        }
        Manifest patched = manifest.with(copy);
        if (!patched.key().equals(manifest.key()) || patched.type().version().isEmpty()) {
            throw new GitOpsException(patch.place() + ": it makes " + patched.key() + " of " + manifest
                    + "; a patch cannot change what an object is or its name");
        }
        return patched;
    }

    private static void merge(ObjectNode object, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                object.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                JsonNode before = object.get(field.getKey());
                ObjectNode target = before instanceof ObjectNode map ? map : Json.object();
                object.set(field.getKey(), target);
                merge(target, inner);
            } else {
                object.set(field.getKey(), value.deepCopy());
            }
        }
    }
}
