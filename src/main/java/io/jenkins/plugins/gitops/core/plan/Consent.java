package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import java.util.Set;

/**
 * What somebody has allowed, single objects each named as {@code Kind.group/name}.
 *
 * @param prune protected objects that may be deleted when they are no longer declared
 * @param replace objects that may be deleted and created anew when a field of theirs cannot be changed
 * @param adopt owners whose objects may be taken over, each as a refusal names it: {@code helm/web}
 */
public record Consent(Set<String> prune, Set<String> replace, Set<String> adopt) {
    /** Nothing is allowed. */
    public static final Consent NONE = new Consent(Set.of(), Set.of());

    private static final String HELM = "helm/";

    public Consent {
        prune = Set.copyOf(prune);
        replace = Set.copyOf(replace);
        adopt = Set.copyOf(adopt);
    }

    /** Consent to nothing that belongs to somebody else. */
    public Consent(Set<String> prune, Set<String> replace) {
        this(prune, replace, Set.of());
    }

    /**
     * @return what the next deployment is to Helm, unless it goes back to an earlier one: an app that takes a Helm
     *     release over is installed already, also while no deployment of ours has ended well
     */
    public Occasion occasion(Inventory inventory) {
        return adopt.stream().anyMatch(owner -> owner.startsWith(HELM)) ? Occasion.UPGRADE : inventory.occasion();
    }

    boolean toPrune(ResourceKey key) {
        return prune.contains(key.shortName());
    }

    boolean toReplace(ResourceKey key) {
        return replace.contains(key.shortName());
    }

    boolean toAdopt(String owner) {
        return adopt.contains(owner);
    }
}
