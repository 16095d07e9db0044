package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.HashMap;
import java.util.Map;

/** Adds to each image the digest that its tag stands for now; the tag stays for people. Each is asked for once. */
final class ImagePins {
    private final ImageSlots slots;
    private final ImageDigests registry;
    private final Map<String, String> digests = new HashMap<>();

    ImagePins(ImageSlots slots, ImageDigests registry) {
        this.slots = slots;
        this.registry = registry;
    }

    Manifest apply(Manifest manifest) {
        if (slots.images(manifest).allMatch(ImageReference::hasDigest)) {
            return manifest;
        }
        ObjectNode copy = manifest.json().deepCopy();
        slots.of(manifest, copy)
                .filter(slot -> !ImageReference.hasDigest(slot.image()))
                .forEach(slot -> slot.set(slot.image() + "@" + digest(slot.image(), manifest)));
        return manifest.with(copy);
    }

    private String digest(String image, Manifest manifest) {
        try {
            return digests.computeIfAbsent(image, registry::digest);
        } catch (GitOpsException e) {
            throw new GitOpsException(e.getMessage() + "; it is an image of " + manifest, e);
        }
    }
}
