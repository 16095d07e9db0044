package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.access.MissingPermissions;
import io.jenkins.plugins.gitops.core.access.Permission;
import io.jenkins.plugins.gitops.core.access.Reviews;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Inventory;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Refuses before the first write what the API server would refuse half way for lack of permission, and tells all that is
 * missing at once. When the server does not say what the credential may do, the deployment goes on with a warning.
 */
final class Preflight {
    private final ClusterGateway cluster;
    private final Target target;
    private final Consumer<String> warn;

    /** @param warn told when the server cannot be asked */
    Preflight(ClusterGateway cluster, Target target, Consumer<String> warn) {
        this.cluster = cluster;
        this.target = target;
        this.warn = warn;
    }

    /** @throws GitOpsException when the credential lacks what applying the plan needs; the message has every rule */
    void check(Inventory inventory, DesiredSet desired, Plan plan) {
        check(Needs.toApply(cluster, target, inventory, desired, plan), Needs.toLock(target, inventory));
    }

    /** Does the same for a plan that Helm carries out, with the same credential. */
    void checkHelm(HelmState state, Plan plan) {
        check(Needs.toUpgrade(cluster, target, plan), Needs.toLock(target, state.inventory()));
    }

    private void check(Set<Permission> required, Set<Permission> lock) {
        List<Permission> missing = denied(both(required, lock));
        // Without the lock a deployment works, which the lock itself says. One that is taken and cannot be renewed is
        // lost half way.
        boolean taken = missing.stream()
                .noneMatch(one -> lock.contains(one) && List.of("get", "create").contains(one.verb()));
        List<Permission> fatal =
                missing.stream().filter(one -> required.contains(one) || taken).toList();
        if (!fatal.isEmpty()) {
            throw refusal(fatal, null);
        }
    }

    /** @return the plan, with a warning for everything that this credential lacks to apply it */
    Plan advise(Inventory inventory, DesiredSet desired, Plan plan) {
        return plan.changes().stream().noneMatch(change -> change.action().isWork())
                ? plan
                : advise(
                        plan,
                        Needs.toApply(cluster, target, inventory, desired, plan),
                        both(Needs.toLock(target, inventory), Needs.toKeep(target)));
    }

    /** Does the same for a plan that Helm would carry out. */
    Plan adviseHelm(HelmState state, Plan plan) {
        return advise(plan, Needs.toUpgrade(cluster, target, plan), Needs.toLock(target, state.inventory()));
    }

    private Plan advise(Plan plan, Set<Permission> required, Set<Permission> optional) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        List<Permission> missing = denied(both(required, optional));
        MissingPermissions.lines(missing.stream().filter(required::contains).toList())
                .forEach(line -> warnings.add("this credential could not apply this plan: it may not " + line));
        MissingPermissions.lines(missing.stream().filter(optional::contains).toList())
                .forEach(line -> warnings.add("this credential may not " + line));
        return plan.withWarnings(warnings);
    }

    /**
     * Does the work, and when it ends for lack of permission, tells all that is missing in place of the first refusal.
     *
     * @param prune whether leftovers would be deleted
     */
    <T> T explaining(List<Manifest> manifests, PlanOptions options, Supplier<T> work) {
        try {
            return work.get();
        } catch (GitOpsException e) {
            if (!isForbidden(e)) {
                throw e;
            }
            List<Permission> missing = missing(manifests, options, e);
            throw missing.isEmpty() ? e : refusal(missing, e);
        }
    }

    private List<Permission> missing(List<Manifest> manifests, PlanOptions options, GitOpsException refusal) {
        try {
            DesiredSet desired =
                    DesiredSet.prepare(cluster, target.app(), target.namespace(), manifests, options.fields());
            return denied(Needs.toPlan(cluster, target, inventory(), desired, options.prune()));
        } catch (GitOpsException e) {
            refusal.addSuppressed(e);
            return List.of();
        }
    }

    private Inventory inventory() {
        try {
            return new InventoryStore(cluster).load(target.app(), target.environment(), target.namespace());
        } catch (ClusterException e) {
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
            return Inventory.empty(target.app(), target.environment(), target.namespace());
        }
    }

    private List<Permission> denied(Collection<Permission> wanted) {
        try {
            return new Reviews(cluster).denied(wanted);
        } catch (ClusterException e) {
            if (e.reason() == Reason.UNREACHABLE || e.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            warn.accept("whether this credential may do all of it is not known beforehand: " + e.getMessage());
            return List.of();
        }
    }

    /** The refusals of single objects come wrapped, with the server's answer as the cause. */
    private static boolean isForbidden(Throwable failure) {
        return failure instanceof ClusterException refused && refused.reason() == Reason.FORBIDDEN
                || failure.getCause() instanceof ClusterException cause && cause.reason() == Reason.FORBIDDEN;
    }

    private static GitOpsException refusal(List<Permission> missing, GitOpsException cause) {
        return new GitOpsException(
                "this credential may not do all that the deployment needs:\n  "
                        + String.join("\n  ", MissingPermissions.lines(missing))
                        + "\nNothing was written. These rules would grant it:\n  "
                        + String.join("\n  ", MissingPermissions.rules(missing)),
                cause);
    }

    private static Set<Permission> both(Set<Permission> some, Set<Permission> more) {
        Set<Permission> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
