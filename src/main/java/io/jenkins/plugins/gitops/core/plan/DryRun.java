package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.Applied;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the server would make of an object: the answer to a dry run of the very apply that would follow.
 *
 * @param object the outcome; where others own fields, as if they had been taken over
 * @param created whether the object is not there yet
 * @param warnings what the server warned of
 * @param conflicts the fields that others own, unless the options take them over
 */
record DryRun(ObjectNode object, boolean created, List<String> warnings, List<Cause> conflicts) {

    /** Asks the server, twice when there are conflicts. */
    static DryRun of(ClusterGateway cluster, PlanOptions options, Desired desired) {
        try {
            return of(apply(cluster, options, desired, options.force()), List.of());
        } catch (ClusterException e) {
            if (e.reason() != Reason.FIELD_CONFLICT) {
                throw e;
            }
            return of(apply(cluster, options, desired, true), e.causes());
        }
    }

    /** @return the fields that others own, of an object that the server does not accept in any case */
    static List<Cause> conflicts(ClusterGateway cluster, PlanOptions options, Desired desired) {
        try {
            apply(cluster, options, desired, options.force());
            return List.of();
        } catch (ClusterException e) {
            return e.reason() == Reason.FIELD_CONFLICT ? e.causes() : List.of();
        }
    }

    private static DryRun of(Applied applied, List<Cause> conflicts) {
        return new DryRun(applied.object(), applied.created(), applied.warnings(), conflicts);
    }

    private static Applied apply(ClusterGateway cluster, PlanOptions options, Desired desired, boolean force) {
        return cluster.apply(
                desired.type(), desired.manifest().json(), new ApplyOptions(options.manager(), force, true));
    }

    /** @return the same with another outcome, and without the conflicts that it settles */
    DryRun with(ObjectNode outcome, Predicate<Cause> settled) {
        return new DryRun(
                outcome,
                created,
                warnings,
                conflicts.stream().filter(settled.negate()).toList());
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
