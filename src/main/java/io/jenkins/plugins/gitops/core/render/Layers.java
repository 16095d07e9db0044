package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;

/** Puts what is asked for on top of what a source declares, in one order for every source. */
final class Layers {
    private final Changes changes;
    private final Scopes scopes;
    private final ImageDigests digests;
    private final List<String> warnings = new ArrayList<>();

    Layers(Changes changes, Scopes scopes, ImageDigests digests) {
        this.changes = changes;
        this.scopes = scopes;
        this.digests = digests;
    }

    /** @return what people should know about it */
    List<String> warnings() {
        return warnings;
    }

    /**
     * @param declared all that the source declares, hooks among it
     * @param namespace the namespace of objects that name none; empty when unknown
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when a change is about nothing that is there
     */
    List<Manifest> apply(List<Manifest> declared, String namespace) {
        Patches patches = new Patches(changes.patches());
        ImageSlots slots = new ImageSlots(changes.imageFields());
        ImageOverrides images = new ImageOverrides(changes.images(), slots);
        CommonMetadata metadata = new CommonMetadata(changes.labels(), changes.annotations());
        List<Manifest> changed =
                declared.stream().map(patches::apply).map(images::apply).toList();
        patches.requireAllUsed();
        images.requireAllUsed();
        if (changes.pinImages()) {
            ImagePins pins = new ImagePins(slots, digests);
            changed = changed.stream().map(pins::apply).toList();
        }
        if (!changes.namespace().isEmpty()) {
            NamespaceChange move =
                    new NamespaceChange(changes.namespace(), namespace, new DeclaredScopes(changed, scopes));
            changed = move.apply(changed);
            warnings.addAll(move.warnings());
        }
        return changed.stream().map(metadata::apply).toList();
    }
}
