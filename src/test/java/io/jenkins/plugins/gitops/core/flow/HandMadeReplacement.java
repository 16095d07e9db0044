package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.Applier;
import io.jenkins.plugins.gitops.core.apply.DeployLock;
import io.jenkins.plugins.gitops.core.apply.Ledger;
import io.jenkins.plugins.gitops.core.apply.Readiness;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Desired;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Handovers;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Applies a plan that replaces one object, whatever a planner would say. */
final class HandMadeReplacement {
    private final ClusterGateway cluster;
    private final Duration patience;
    private final Consumer<ObjectResult> results;

    HandMadeReplacement(ClusterGateway cluster, Duration patience, Consumer<ObjectResult> results) {
        this.cluster = cluster;
        this.patience = patience;
        this.results = results;
    }

    void run(Target target, List<Manifest> manifests, String uid) {
        DesiredSet desired = DesiredSet.prepare(cluster, target.app(), target.namespace(), manifests, FieldRules.NONE);
        try (DeployLock lock = DeployLock.acquire(
                cluster,
                target.app(),
                target.namespace(),
                "test",
                Request.SHORT_LOCK,
                Clock.systemUTC(),
                Progress.silent())) {
            Readiness readiness = new Readiness(
                    cluster,
                    new Waits(patience, patience, patience),
                    UnaryOperator.identity(),
                    Progress.silent(),
                    (key, health) -> {});
            Ledger ledger = new Ledger(Progress.silent(), results);
            PlanOptions options = PlanOptions.standard();
            new Applier(cluster, options, Handovers.none(cluster, options), lock, ledger, readiness, patience)
                    .apply(plan(target, desired, uid), desired, unknown -> {});
        }
    }

    private static Plan plan(Target target, DesiredSet desired, String uid) {
        Desired object = desired.objects().get(0);
        Change change = new Change(
                object.key(),
                object.type().kind(),
                Action.REPLACE,
                uid,
                List.of(),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                "",
                List.of());
        return new Plan(
                target.app(),
                target.environment(),
                "",
                target.namespace(),
                desired.digest(),
                List.of(change),
                "",
                List.of());
    }
}
