package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.inventory.SnapshotStore;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes back to what an earlier deployment applied. It is a deployment of stored bytes like any other: planned, locked,
 * applied and recorded, and objects that came later are pruned.
 */
public final class Rollback {
    private final ClusterGateway cluster;
    private final Deploy deploy;

    /** @param deploy carries the rollback out */
    public Rollback(ClusterGateway cluster, Deploy deploy) {
        this.cluster = cluster;
        this.deploy = deploy;
    }

    /**
     * @param template how to deploy; its manifests, commit and source are those of the deployment that is gone back to,
     *     and its kind a rollback unless it is a dry run
     * @param to the deployment to go back to, see {@link History#rollbackTarget}
     * @return the rollback's record
     */
    public DeploymentRecord run(DeployRequest template, Deployment to) {
        Target target = template.target();
        List<Manifest> manifests = new SnapshotStore(cluster).load(target.app(), target.namespace(), to.manifests());
        Map<String, JsonNode> source = new LinkedHashMap<>();
        source.put("type", TextNode.valueOf("rollback"));
        source.put("deployment", TextNode.valueOf(to.id()));
        Optional<Commit> commit = to.commit().isEmpty()
                ? Optional.empty()
                : Optional.of(new Commit(to.commit(), "", to.at(), to.subject(), "", "", List.of()));
        String reason = template.reason().isEmpty() ? "back to " + to.id() : template.reason();
        return deploy.run(template.but()
                .of(manifests, commit, source)
                .rollback()
                .allowOlder(true)
                .by(template.actor(), reason)
                .build());
    }
}
