package io.jenkins.plugins.gitops.bench;

import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.Planner;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.DirectoryRecordStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The engine in this process, over a new connection each time, from rendered manifests to the record on disk. */
final class Engine implements Contender {
    private final ClusterAccess access;
    private final Path records;

    Engine(Path kubeconfig, Path records) {
        this.access = PersonalKubeconfig.load(kubeconfig, null);
        this.records = records;
    }

    @Override
    public String name() {
        return "gitops, engine";
    }

    @Override
    public String id() {
        return "engine";
    }

    @Override
    public Took plan(String namespace, Workload workload) {
        long start = System.nanoTime();
        Plan plan;
        try (ClusterGateway cluster = access.open(Retry.DEFAULT)) {
            Target target = target(namespace);
            DesiredSet desired = DesiredSet.prepare(
                    cluster, target.app(), target.namespace(), workload.manifests(), FieldRules.NONE);
            plan = new Planner(cluster, PlanOptions.standard())
                    .plan(
                            new InventoryStore(cluster).load(target.app(), target.environment(), target.namespace()),
                            desired);
        }
        Took took = Took.since(start);
        long updates = plan.counts().getOrDefault(Action.UPDATE, 0L);
        long unchanged = plan.counts().getOrDefault(Action.UNCHANGED, 0L);
        if (updates != workload.changed()
                || updates + unchanged != workload.manifests().size()) {
            throw new IllegalStateException("a wrong plan: " + plan.summary());
        }
        return took;
    }

    @Override
    public Took deploy(String namespace, Workload workload) {
        DeployRequest request = DeployRequest.to(target(namespace))
                .of(workload.manifests(), Optional.empty(), Map.of())
                .by("bench", "")
                .build();
        long start = System.nanoTime();
        DeploymentRecord record;
        try (ClusterGateway cluster = access.open(Retry.DEFAULT)) {
            record = new Deploy(
                            cluster,
                            new DirectoryRecordStore(records),
                            Optional.empty(),
                            Clock.systemUTC(),
                            Progress.silent())
                    .run(request);
        }
        Took took = Took.since(start);
        if (record.state() != State.APPLIED) {
            throw new IllegalStateException(record.message());
        }
        return took.applying(
                record.timings().getOrDefault("apply", Duration.ZERO).toNanos() / 1e6);
    }

    private static Target target(String namespace) {
        return new Target("bench", "bench", namespace);
    }
}
