package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import java.util.List;

/**
 * What the server would make of an object: the answer to a dry run of the very apply that would follow.
 *
 * @param applied the outcome; where others own fields, as if they had been taken over
 * @param conflicts the fields that others own, unless the options take them over
 */
record DryRun(Applied applied, List<Cause> conflicts) {

    /** Asks the server, twice when there are conflicts. */
    static DryRun of(ClusterGateway cluster, PlanOptions options, Desired desired) {
        try {
            return new DryRun(apply(cluster, options, desired, options.force()), List.of());
        } catch (ClusterException e) {
            if (e.reason() != Reason.FIELD_CONFLICT) {
                throw e;
            }
            return new DryRun(apply(cluster, options, desired, true), e.causes());
        }
    }

    private static Applied apply(ClusterGateway cluster, PlanOptions options, Desired desired, boolean force) {
        return cluster.apply(
                desired.type(), desired.manifest().json(), new ApplyOptions(options.manager(), force, true));
    }

    /** @return {@code .spec.replicas is owned by kubectl-edit; …}, from {@code conflict with "kubectl-edit" using …} */
    String conflictsInWords() {
        return String.join(
                "; ", conflicts.stream().map(DryRun::words).distinct().toList());
    }

    private static String words(Cause cause) {
        String[] words = cause.message().split("\"");
        return cause.field() + " is owned by " + (words.length > 1 ? words[1] : cause.message());
    }
}
