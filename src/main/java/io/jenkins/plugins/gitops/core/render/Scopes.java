package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import java.util.Optional;

/** Tells whether objects of a type live in namespaces. */
@FunctionalInterface
public interface Scopes {
    /** Nothing is known beyond Kubernetes' own types. */
    Scopes UNKNOWN = type -> Optional.empty();

    /** @return whether objects of the type live in namespaces; empty when unknown */
    Optional<Boolean> namespaced(GroupVersionKind type);
}
