package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kinds of which no object is deleted without consent: those with which more than one object would go, always, and those
 * that a target adds.
 *
 * @param added each {@code Kind.group}; a {@code Kind} alone means that of every group
 */
public record ProtectedKinds(Set<String> added) {
    /** Only what is always protected. */
    public static final ProtectedKinds STANDARD = new ProtectedKinds(Set.of());

    /** Deleting one of these deletes more than itself. */
    private static final Set<String> ALWAYS = Set.of(
            "Namespace", "CustomResourceDefinition.apiextensions.k8s.io", "PersistentVolume", "PersistentVolumeClaim");

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*(\\.[a-z0-9]([-.a-z0-9]*[a-z0-9])?)?");

    public ProtectedKinds {
        added = Set.copyOf(added);
    }

    /**
     * @param kinds {@code Secret}, {@code StatefulSet.apps}; possibly none
     * @throws GitOpsException when one of them is no kind
     */
    public static ProtectedKinds of(Collection<String> kinds) {
        for (String kind : kinds) {
            if (!KIND.matcher(kind).matches()) {
                throw new GitOpsException("\"" + kind
                        + "\" is no kind: write it as Kind or Kind.group, such as Secret or" + " StatefulSet.apps");
            }
        }
        return new ProtectedKinds(new LinkedHashSet<>(kinds));
    }

    boolean contains(ResourceKey key) {
        return ALWAYS.contains(key.groupKind()) || adds(key);
    }

    /** @return whether the target protects it: then what its own manifest says is no consent */
    boolean adds(ResourceKey key) {
        return added.contains(key.groupKind()) || added.contains(key.kind());
    }
}
