package io.jenkins.plugins.gitops.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.cluster.ClusterAccess;
import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.Parallel;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway.ApplyOptions;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.nio.file.Path;
import java.util.List;

/**
 * The least that the same client can send, with nothing done to the answers but parsing them. To plan: one LIST a kind,
 * and a dry run for each object that is known to have changed. To deploy: a PATCH for each object.
 */
final class Floor implements Contender {
    static final String NAME = "bare requests";

    private final ClusterAccess access;

    Floor(Path kubeconfig) {
        this.access = PersonalKubeconfig.load(kubeconfig, null);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String id() {
        return "bare";
    }

    @Override
    public Took plan(String namespace, Workload workload) {
        long start = System.nanoTime();
        int found;
        try (ClusterGateway cluster = access.open(Retry.DEFAULT)) {
            found = Parallel.map(
                            Workload.TYPES,
                            type -> cluster.list(type, namespace, "").items().size())
                    .stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            patch(cluster, namespace, workload.manifests().subList(0, workload.changed()), true);
        }
        Took took = Took.since(start);
        if (found < workload.manifests().size()) {
            throw new IllegalStateException("only " + found + " objects in " + namespace);
        }
        return took;
    }

    @Override
    public Took deploy(String namespace, Workload workload) {
        long start = System.nanoTime();
        try (ClusterGateway cluster = access.open(Retry.DEFAULT)) {
            patch(cluster, namespace, workload.manifests(), false);
        }
        return Took.since(start);
    }

    private static void patch(ClusterGateway cluster, String namespace, List<Manifest> manifests, boolean dryRun) {
        Parallel.map(manifests, manifest -> {
            ObjectNode object = manifest.json().deepCopy();
            object.withObject("/metadata").put("namespace", namespace);
            return cluster.apply(type(manifest), object, new ApplyOptions("bench", false, dryRun));
        });
    }

    private static ResourceType type(Manifest manifest) {
        return Workload.TYPES.stream()
                .filter(type -> type.kind().equals(manifest.type()))
                .findFirst()
                .orElseThrow();
    }
}
