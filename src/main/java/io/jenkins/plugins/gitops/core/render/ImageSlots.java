package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldSelector;
import io.jenkins.plugins.gitops.core.fields.RuleParser;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.List;
import java.util.stream.Stream;

/** Where objects name images: what Kubernetes' own kinds run, and configured fields of others. */
final class ImageSlots {
    /** No fields but those of Kubernetes' own kinds. */
    static final ImageSlots BUILT_IN = new ImageSlots(List.of());

    private final List<FieldSelector> fields;

    /**
     * @param fields {@code Kind.group/namespace/name:FIELD} each
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when one cannot be understood
     */
    ImageSlots(List<String> fields) {
        this.fields = fields.stream().map(RuleParser::selector).toList();
    }

    /** @return the places that name an image in a manifest, or in a copy of its content */
    Stream<ImageSlot> of(Manifest manifest, ObjectNode content) {
        Stream<ImageSlot> configured = fields.stream()
                .filter(field -> field.matches(manifest.key()))
                .flatMap(field -> field.select(content).stream())
                .map(path -> slot(content, path));
        return Stream.concat(PodSpecs.images(content), configured).filter(ImageSlot::isSet);
    }

    /** @return the images that a manifest names */
    Stream<String> images(Manifest manifest) {
        return of(manifest, manifest.json()).map(ImageSlot::image);
    }

    private static ImageSlot slot(ObjectNode content, JsonPointer path) {
        return new ImageSlot(content.at(path.head()), path.last());
    }
}
