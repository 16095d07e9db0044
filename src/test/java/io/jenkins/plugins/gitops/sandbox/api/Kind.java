package io.jenkins.plugins.gitops.sandbox.api;

import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One resource that the server serves, in one version.
 *
 * @param subresources by name
 * @param traits how its strategy differs from the plainest one
 * @param builtin false for a custom resource
 * @param preferred the version that stands first in discovery
 */
public record Kind(
        String group,
        String version,
        String name,
        String plural,
        String singular,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        MapType type,
        Map<String, Subresource> subresources,
        Set<Trait> traits,
        boolean builtin,
        boolean preferred) {

    /** What only some kinds do. */
    public enum Trait {
        /** It counts the changes of its spec in {@code metadata.generation}. */
        GENERATION,
        /** A PUT must say a resourceVersion. */
        NEEDS_VERSION,
        /** A PUT of what is not there creates it. */
        PUT_CREATES,
        /** A DELETE answers the object instead of a Status. */
        RETURNS_DELETED,
        /** It has no deletecollection. */
        NO_DELETECOLLECTION
    }

    /**
     * A sub-resource.
     *
     * @param apiVersion of its body when that is not the resource itself ({@code autoscaling/v1} Scale), else null
     */
    public record Subresource(List<String> verbs, String apiVersion, String kind) {}

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code deployments.apps}, {@code configmaps}: what messages call it. */
    public String groupResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** {@code Deployment.apps}: what messages about invalid objects call it. */
    public String groupKind() {
        return group.isEmpty() ? name : name + "." + group;
    }

    public boolean has(String subresource) {
        return subresources.containsKey(subresource);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public boolean is(String otherGroup, String otherName) {
        return group.equals(otherGroup) && name.equals(otherName);
    }
}
