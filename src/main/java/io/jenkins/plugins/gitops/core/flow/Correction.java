package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts back what has drifted from the last deployment. It is a deployment of what that one has applied: planned, locked
 * and recorded. It takes fields back from whoever has taken them, runs no hooks and deletes nothing.
 */
public final class Correction {
    private final ClusterGateway cluster;
    private final Deploy deploy;
    private final Progress progress;

    /** @param deploy carries the correction out */
    public Correction(ClusterGateway cluster, Deploy deploy, Progress progress) {
        this.cluster = cluster;
        this.deploy = deploy;
        this.progress = progress;
    }

    /**
     * @param template how to deploy; its manifests, commit, source and kind are set here
     * @return the correction's record; empty when there is nothing to put back
     * @throws GitOpsException when the newest deployment has failed, or what was applied is no longer stored
     */
    public Optional<DeploymentRecord> run(DeployRequest template) {
        Target target = template.target();
        History history = History.of(cluster, target);
        Deployment current = history.current();
        if (!history.deployments().get(0).equals(current)) {
            throw new GitOpsException(
                    "the newest deployment " + history.deployments().get(0).id()
                            + " has failed: what is there belongs to two deployments, and nobody can tell drift from work that is"
                            + " half done. Deploy again, or roll back");
        }
        DriftCheck check = new DriftCheck(cluster, template.planning().fields());
        DesiredSet applied = check.applied(target, current);
        List<Difference> drift = check.of(history.inventory(), applied);
        if (!Drift.canBeCorrected(drift)) {
            return Optional.empty();
        }
        drift.forEach(difference -> progress.info("drift: " + difference.line()));
        Map<String, JsonNode> source = new LinkedHashMap<>();
        source.put("type", TextNode.valueOf("correction"));
        source.put("deployment", TextNode.valueOf(current.id()));
        String reason = template.reason().isEmpty() ? "drift from " + current.id() : template.reason();
        return Optional.of(deploy.run(template.but()
                .kind(Kind.CORRECT)
                .of(applied.manifests(), Rollback.commit(current), source)
                .planning(template.planning().withForce(true).withPrune(false))
                .after(current.id())
                .allowOlder(true)
                .by(template.actor(), reason)
                .build()));
    }
}
