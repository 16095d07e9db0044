package io.jenkins.plugins.gitops.core.render;

import java.util.List;
import java.util.Map;

/** Makes {@link Changes}; what is not said stays as it was. Each method says what the component of its name is. */
public final class ChangesBuilder {
    private boolean substitute;
    private Map<String, String> variables;
    private List<Patch> patches;
    private List<ImageOverride> images;
    private List<String> imageFields;
    private boolean pinImages;
    private String namespace;
    private Map<String, String> labels;
    private Map<String, String> annotations;

    ChangesBuilder(Changes changes) {
        substitute = changes.substitute();
        variables = changes.variables();
        patches = changes.patches();
        images = changes.images();
        imageFields = changes.imageFields();
        pinImages = changes.pinImages();
        namespace = changes.namespace();
        labels = changes.labels();
        annotations = changes.annotations();
    }

    /** Asks for {@code ${NAME}} to stand for these variables. */
    public ChangesBuilder variables(Map<String, String> values) {
        substitute = true;
        variables = values;
        return this;
    }

    public ChangesBuilder patches(List<Patch> all) {
        patches = all;
        return this;
    }

    public ChangesBuilder images(List<ImageOverride> overrides) {
        images = overrides;
        return this;
    }

    public ChangesBuilder imageFields(List<String> fields) {
        imageFields = fields;
        return this;
    }

    public ChangesBuilder pinImages(boolean pinned) {
        pinImages = pinned;
        return this;
    }

    public ChangesBuilder namespace(String name) {
        namespace = name;
        return this;
    }

    public ChangesBuilder labels(Map<String, String> common) {
        labels = common;
        return this;
    }

    public ChangesBuilder annotations(Map<String, String> common) {
        annotations = common;
        return this;
    }

    public Changes build() {
        return new Changes(
                substitute, variables, patches, images, imageFields, pinImages, namespace, labels, annotations);
    }
}
