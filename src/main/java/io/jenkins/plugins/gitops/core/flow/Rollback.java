package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
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
        String reason = template.reason().isEmpty() ? "back to " + to.id() : template.reason();
        return deploy.run(template.but()
                .of(manifests, commit(to), source)
                .rollback()
                .allowOlder(true)
                .by(template.actor(), reason)
                .build());
    }

    /**
     * Goes back to the last verified deployment, since the one that is there is not healthy.
     *
     * @param template as for {@link #run}
     * @param failed the deployment that is not healthy
     * @param why why, for the record
     * @throws GitOpsException when another deployment has come since, or no verified one is remembered
     */
    public DeploymentRecord recover(DeployRequest template, Deployment failed, String why) {
        History history = History.of(cluster, template.target());
        if (!history.current().id().equals(failed.id())) {
            throw new GitOpsException(
                    "another deployment (" + history.current().id() + ") has come meanwhile; verify that one");
        }
        Deployment to = history.rollbackTarget("");
        return run(
                template.but()
                        .after(history.deployments().get(0).id())
                        .by(template.actor(), "back to " + to.id() + ", since " + why)
                        .build(),
                to);
    }

    /** @return what the history has kept of a deployment's commit */
    static Optional<Commit> commit(Deployment deployment) {
        return deployment.commit().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Commit(deployment.commit(), "", deployment.at(), deployment.subject(), "", "", List.of()));
    }
}
