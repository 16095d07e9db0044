package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One object that a source declares: its untyped JSON and where it was written. The tree belongs to this manifest and
 * must not be changed; take a {@link ObjectNode#deepCopy()} first.
 *
 * @param json the object, with {@code apiVersion}, {@code kind} and {@code metadata}
 * @param origin where it was written
 */
public record Manifest(ObjectNode json, Origin origin) {
    public Manifest {
        Objects.requireNonNull(json);
        Objects.requireNonNull(origin);
    }

    /** @return the type */
    public GroupVersionKind type() {
        return GroupVersionKind.of(Json.text(json, "apiVersion"), Json.text(json, "kind"));
    }

    /** @return the identity as written: the namespace is empty when the manifest names none */
    public ResourceKey key() {
        GroupVersionKind type = type();
        return new ResourceKey(type.group(), type.kind(), namespace(), name());
    }

    /** @return {@code metadata.name}, or an empty string when only {@code generateName} is there */
    public String name() {
        return Json.text(json, "metadata", "name");
    }

    /** @return {@code metadata.namespace}, or an empty string */
    public String namespace() {
        return Json.text(json, "metadata", "namespace");
    }

    /** @return the value of an annotation, or an empty string */
    public String annotation(String name) {
        return Json.text(json, "metadata", "annotations", name);
    }

    /** @return this manifest with other content, from the same place */
    public Manifest with(ObjectNode other) {
        return new Manifest(other, origin);
    }

    @Override
    public String toString() {
        return key() + " (" + origin + ")";
    }
}
