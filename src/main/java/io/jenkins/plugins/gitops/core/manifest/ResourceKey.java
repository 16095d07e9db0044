package io.jenkins.plugins.gitops.core.manifest;

import java.util.Comparator;

/**
 * The identity of an object in a cluster, whatever version it is written in.
 *
 * @param group the API group, empty for the core group
 * @param kind the kind, such as {@code Deployment}
 * @param namespace the namespace, empty for a cluster-scoped object or while the namespace is not yet known
 * @param name the name
 */
public record ResourceKey(String group, String kind, String namespace, String name) implements Comparable<ResourceKey> {
    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::group)
            .thenComparing(ResourceKey::kind)
            .thenComparing(ResourceKey::namespace)
            .thenComparing(ResourceKey::name);

    /** @return this identity in another namespace */
    public ResourceKey inNamespace(String newNamespace) {
        return new ResourceKey(group, kind, newNamespace, name);
    }

    /** @return {@code Kind} or {@code Kind.group} */
    public String groupKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** @return {@code Deployment.apps/web}, the form people know from kubectl, without the namespace */
    public String shortName() {
        return groupKind() + "/" + name;
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    /** @return {@code Deployment.apps/web in prod}, or without the last part for a cluster-scoped object */
    @Override
    public String toString() {
        return namespace.isEmpty() ? shortName() : shortName() + " in " + namespace;
    }
}
