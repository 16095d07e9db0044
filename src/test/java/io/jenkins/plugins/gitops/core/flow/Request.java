package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a {@link DeployRequest}: app {@code webapp} to namespace {@code default}, with a lock that is never renewed. */
final class Request {
    static final Target TARGET = new Target("webapp", "test", "default");
    /** Expires soon, for deployments that are killed. */
    static final LockOptions SHORT_LOCK = new LockOptions(Duration.ofSeconds(2), Duration.ofSeconds(60));

    /** Is never renewed, so that requests can be counted. */
    static final LockOptions LOCK = new LockOptions(Duration.ofHours(1), Duration.ofSeconds(60));

    private Target target = TARGET;
    private Kind kind = Kind.DEPLOY;
    private final List<Manifest> manifests;
    private Optional<Commit> commit = Optional.empty();
    private PlanOptions planning = PlanOptions.standard();
    private PruneLimit pruneLimit = PruneLimit.DEFAULT;
    private AgreedPlan agreed = AgreedPlan.ANY;
    private boolean allowOlder;
    private UnknownCommit unknownCommit = UnknownCommit.WARN;
    private LockOptions lock = LOCK;
    private Former former = Former.NONE;
    private Waits waits = new Waits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private Request(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    static Request of(List<Manifest> manifests) {
        return new Request(manifests);
    }

    Request to(Target where) {
        target = where;
        return this;
    }

    Request dryRun() {
        kind = Kind.DRY_RUN;
        return this;
    }

    /** @param id a letter or digit, of which the commit's id is made */
    Request at(char id) {
        commit = Optional.of(commit(id));
        return this;
    }

    static Commit commit(char id) {
        return new Commit(
                String.valueOf(id).repeat(40),
                "A <a@example.org>",
                Instant.EPOCH,
                "Commit " + id,
                "main",
                "",
                List.of());
    }

    Request planning(PlanOptions options) {
        planning = options;
        return this;
    }

    Request force() {
        planning = planning.withForce(true);
        return this;
    }

    Request pruneLimit(String limit) {
        pruneLimit = PruneLimit.parse(limit);
        return this;
    }

    Request agreed(String digest) {
        return agreed(AgreedPlan.of(digest));
    }

    Request agreed(AgreedPlan plan) {
        agreed = plan;
        return this;
    }

    Request allowOlder() {
        allowOlder = true;
        return this;
    }

    Request unknownCommit(UnknownCommit policy) {
        unknownCommit = policy;
        return this;
    }

    Request lock(LockOptions options) {
        lock = options;
        return this;
    }

    /** @param each how long to wait for a wave, a hook, and deletions */
    Request waits(Duration each) {
        waits = new Waits(each, each, each);
        return this;
    }

    Request formerly(String app, String environment) {
        former = new Former(app, environment);
        return this;
    }

    DeployRequest build() {
        return DeployRequest.to(target)
                .kind(kind)
                .of(manifests, commit, Map.of())
                .planning(planning)
                .pruneLimit(pruneLimit)
                .agreed(agreed)
                .allowOlder(allowOlder)
                .unknownCommit(unknownCommit)
                .lock(lock)
                .former(former)
                .waits(waits)
                .by("me", "")
                .build();
    }
}
