package io.jenkins.plugins.gitops.core.plan;

import java.util.Set;

/**
 * How to plan.
 *
 * @param manager the field manager of the apply that would follow
 * @param force whether fields of other managers may be taken over
 * @param prune whether objects that the source no longer declares are deleted
 * @param consent protected objects that may be pruned all the same, as {@code Kind.group/name}
 */
public record PlanOptions(String manager, boolean force, boolean prune, Set<String> consent) {
    /** The field manager of everything that is deployed. */
    public static final String MANAGER = "jenkins-gitops";

    public PlanOptions {
        consent = Set.copyOf(consent);
    }

    /** @return what is right for nearly everybody: no force, prune, no consent */
    public static PlanOptions standard() {
        return new PlanOptions(MANAGER, false, true, Set.of());
    }

    /** @return these options with force as given */
    public PlanOptions withForce(boolean newForce) {
        return new PlanOptions(manager, newForce, prune, consent);
    }
}
