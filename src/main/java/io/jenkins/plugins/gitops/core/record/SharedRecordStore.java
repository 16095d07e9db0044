package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.RecordObjects;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps records in a store of this machine, and the newest beside the app's inventory in the cluster as well, so that
 * another machine can show them. The cluster gets a record once it is complete, and only of what has changed something; what
 * cannot be kept there is a warning and nothing more.
 */
public final class SharedRecordStore implements RecordStore {
    private final RecordStore own;
    private final RecordObjects cluster;
    private final String namespace;
    private final Consumer<String> warn;

    /**
     * @param own the store of this machine
     * @param namespace the environment's namespace
     * @param warn told what could not be kept in the cluster
     */
    public SharedRecordStore(RecordStore own, ClusterGateway cluster, String namespace, Consumer<String> warn) {
        this.own = own;
        this.cluster = new RecordObjects(cluster);
        this.namespace = namespace;
        this.warn = warn;
    }

    @Override
    public void save(DeploymentRecord record) {
        own.save(record);
        boolean changed = record.results().stream().anyMatch(result -> result.outcome() != Outcome.UNCHANGED);
        if (record.finished().isPresent() && changed) {
            share(record);
        }
    }

    private void share(DeploymentRecord record) {
        try {
            ObjectNode tree = RecordJson.toJson(record);
            String text = Json.write(tree);
            if (!RecordObjects.fits(text)) {
                // The objects as a whole are most of it; what differs stays.
                tree.path("plan")
                        .path("changes")
                        .forEach(change -> ((ObjectNode) change).remove(List.of("before", "after")));
                text = Json.write(tree);
            }
            if (RecordObjects.fits(text)) {
                cluster.save(record.app(), namespace, record.id(), text);
            } else {
                warn.accept("record " + record.id() + " is too large to be kept in the cluster; it is on this machine");
            }
        } catch (GitOpsException e) {
            warn.accept("record " + record.id() + " is not kept in the cluster: " + e.getMessage());
        }
    }

    @Override
    public Optional<DeploymentRecord> load(String app, String environment, String id) {
        Optional<DeploymentRecord> here = own.load(app, environment, id);
        return here.isPresent()
                ? here
                : cluster.load(app, namespace, id)
                        .map(text -> RecordJson.fromJson(parse(text, id), "the record " + id + " in the cluster"))
                        .filter(record -> record.environment().equals(environment));
    }

    private static JsonNode parse(String text, String id) {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GitOpsException("the record " + id + " in the cluster cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> ids(String app, String environment) {
        return Stream.concat(own.ids(app, environment).stream(), cluster.ids(app, namespace).stream())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
