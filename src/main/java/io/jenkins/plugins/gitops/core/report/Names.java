package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;

/** Names of objects for people. */
final class Names {
    /** No name that Kubernetes accepts is longer. */
    private static final int LONGEST = 253;

    private Names() {}

    /** @return the object's name alone */
    static String name(ResourceKey key) {
        return SafeText.cutMiddle(key.name(), LONGEST);
    }

    /**
     * @return {@code Deployment/web}; the group is named only when it is not one of Kubernetes' own, as in
     *     {@code Certificate.cert-manager.io/web}
     */
    static String of(ResourceKey key) {
        return kind(key) + "/" + name(key);
    }

    /** @return the kind, with the group when it is not one of Kubernetes' own */
    static String kind(ResourceKey key) {
        boolean own = key.group().indexOf('.') < 0 || key.group().endsWith(".k8s.io");
        return SafeText.cutMiddle(own ? key.kind() : key.groupKind(), LONGEST);
    }

    /** @return the namespace, or words for there being none */
    static String namespace(ResourceKey key) {
        return key.namespace().isEmpty() ? "(cluster)" : SafeText.cutMiddle(key.namespace(), LONGEST);
    }
}
