package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts other images into manifests. An override that nothing needs would deploy something unasked. */
final class ImageOverrides {
    private final ImageSlots slots;
    private final Map<String, ImageOverride> replacements = new HashMap<>();
    private final Set<String> unused = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();

    /** @throws GitOpsException when two overrides have the same name */
    ImageOverrides(List<ImageOverride> overrides, ImageSlots slots) {
        this.slots = slots;
        for (ImageOverride override : overrides) {
            if (replacements.put(override.name(), override) != null) {
                throw new GitOpsException("image override: there are two for " + override.name());
            }
            unused.add(override.name());
        }
    }

    /** @return the manifest with its images replaced, or the same when it has none of them */
    Manifest apply(Manifest manifest) {
        slots.images(manifest).forEach(seen::add);
        if (replacements.isEmpty() || slots.images(manifest).noneMatch(image -> replacement(image) != null)) {
            return manifest;
        }
        ObjectNode copy = manifest.json().deepCopy();
        slots.of(manifest, copy).forEach(this::replace);
        return manifest.with(copy);
    }

    /** @throws GitOpsException when an override has matched no image so far, naming the images there were */
    void requireAllUsed() {
        if (!unused.isEmpty()) {
            String images = seen.isEmpty() ? "there are none" : "there are " + String.join(", ", seen);
            throw new GitOpsException(
                    "no image has the name " + String.join(", ", unused) + " that is to be replaced; " + images);
        }
    }

    private void replace(ImageSlot slot) {
        ImageOverride override = replacement(slot.image());
        if (override != null) {
            unused.remove(override.name());
            slot.set(override.applyTo(slot.image()));
        }
    }

    private ImageOverride replacement(String image) {
        return replacements.get(ImageReference.name(image));
    }
}
