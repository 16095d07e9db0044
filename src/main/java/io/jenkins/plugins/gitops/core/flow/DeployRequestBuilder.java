package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link DeployRequest}; what is not said stays as it is right for nearly everybody. */
public final class DeployRequestBuilder {
    private final Target target;
    private Kind kind = Kind.DEPLOY;
    private boolean rollback;
    private List<Manifest> manifests = List.of();
    private List<Manifest> hooks = List.of();
    private Optional<Commit> commit = Optional.empty();
    private Map<String, JsonNode> source = Map.of();
    private PlanOptions planning = PlanOptions.standard();
    private PruneLimit pruneLimit = PruneLimit.DEFAULT;
    private AgreedPlan agreed = AgreedPlan.ANY;
    private boolean allowOlder;
    private UnknownCommit unknownCommit = UnknownCommit.WARN;
    private String after = "";
    private Former former = Former.NONE;
    private Waits waits = Waits.DEFAULT;
    private LockOptions lock = LockOptions.DEFAULT;
    private String actor = "";
    private String reason = "";

    DeployRequestBuilder(Target target) {
        this.target = target;
    }

    DeployRequestBuilder(DeployRequest request) {
        target = request.target();
        kind = request.kind();
        rollback = request.rollback();
        manifests = request.manifests();
        hooks = request.hooks();
        commit = request.commit();
        source = request.source();
        planning = request.planning();
        pruneLimit = request.pruneLimit();
        agreed = request.agreed();
        allowOlder = request.allowOlder();
        unknownCommit = request.unknownCommit();
        after = request.after();
        former = request.former();
        waits = request.waits();
        lock = request.lock();
        actor = request.actor();
        reason = request.reason();
    }

    public DeployRequestBuilder kind(Kind value) {
        kind = value;
        return this;
    }

    /** Makes it a deployment that goes back to what an earlier one applied. */
    public DeployRequestBuilder rollback() {
        rollback = true;
        if (kind == Kind.DEPLOY) {
            kind = Kind.ROLLBACK;
        }
        return this;
    }

    /** Sets what a source declares. */
    public DeployRequestBuilder of(List<Manifest> declared, Optional<Commit> at, Map<String, JsonNode> facts) {
        manifests = declared;
        commit = at;
        source = facts;
        return this;
    }

    public DeployRequestBuilder hooks(List<Manifest> value) {
        hooks = value;
        return this;
    }

    public DeployRequestBuilder planning(PlanOptions value) {
        planning = value;
        return this;
    }

    public DeployRequestBuilder pruneLimit(PruneLimit value) {
        pruneLimit = value;
        return this;
    }

    /** Sets the plan that was agreed to. */
    public DeployRequestBuilder agreed(AgreedPlan value) {
        agreed = value;
        return this;
    }

    public DeployRequestBuilder allowOlder(boolean value) {
        allowOlder = value;
        return this;
    }

    public DeployRequestBuilder unknownCommit(UnknownCommit value) {
        unknownCommit = value;
        return this;
    }

    /** Makes it one that answers to a deployment, and is refused when another has come since. */
    public DeployRequestBuilder after(String newest) {
        after = newest;
        return this;
    }

    public DeployRequestBuilder former(Former value) {
        former = value;
        return this;
    }

    public DeployRequestBuilder waits(Waits value) {
        waits = value;
        return this;
    }

    public DeployRequestBuilder lock(LockOptions value) {
        lock = value;
        return this;
    }

    /** Sets who deploys, and why. */
    public DeployRequestBuilder by(String who, String why) {
        actor = who;
        reason = why;
        return this;
    }

    public DeployRequest build() {
        return new DeployRequest(
                target,
                kind,
                rollback,
                manifests,
                hooks,
                commit,
                source,
                planning,
                pruneLimit,
                agreed,
                allowOlder,
                unknownCommit,
                after,
                former,
                waits,
                lock,
                actor,
                reason);
    }
}
