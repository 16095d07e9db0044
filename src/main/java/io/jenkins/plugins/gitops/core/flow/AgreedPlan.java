package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Moved;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan that somebody has agreed to.
 *
 * @param digest its digest; empty when any plan will do
 * @param plan the plan itself, when it is at hand: it tells what has moved
 * @param isBegun whether a part of it may have been carried out already
 */
public record AgreedPlan(String digest, Optional<Plan> plan, boolean isBegun) {
    /** Nobody was asked. */
    public static final AgreedPlan ANY = new AgreedPlan("", Optional.empty(), false);

    /** Plans are agreed to within days. */
    private static final int RECORDS = 100;

    /** @return exactly this plan */
    public static AgreedPlan of(Plan plan) {
        return new AgreedPlan(plan.digest(), Optional.of(plan), false);
    }

    /** @return the plan with this digest */
    public static AgreedPlan of(String digest) {
        return new AgreedPlan(digest, Optional.empty(), false);
    }

    /** @return the same plan, whose deployment was cut off: what is left of it may be carried out */
    public AgreedPlan begun() {
        return new AgreedPlan(digest, plan, true);
    }

    /** @return the request with the agreed plan itself, where a record among the newest of the target has it */
    static DeployRequest lookedUp(DeployRequest request, RecordStore records) {
        return request.but()
                .agreed(request.agreed().found(records, request.target()))
                .build();
    }

    private AgreedPlan found(RecordStore records, Target target) {
        if (digest.isEmpty() || plan.isPresent()) {
            return this;
        }
        Optional<Plan> recorded = records.ids(target.app(), target.environment()).stream()
                .limit(RECORDS)
                .flatMap(id -> load(records, target, id).stream())
                .flatMap(record -> record.plan().stream())
                .filter(candidate -> candidate.digest().equals(digest))
                .findFirst();
        return new AgreedPlan(digest, recorded, isBegun);
    }

    private static Optional<DeploymentRecord> load(RecordStore records, Target target, String id) {
        try {
            return records.load(target.app(), target.environment(), id);
        } catch (GitOpsException e) {
            return Optional.empty(); // A damaged record of another deployment is no reason to stop this one.
        }
    }

    /** @throws GitOpsException when the plan is another one; the message names what has moved */
    void check(Plan now) {
        if (digest.isEmpty()
                || digest.equals(now.digest())
                || isBegun && plan.map(agreed -> isRest(agreed, now)).orElse(false)) {
            return;
        }
        String moved = plan.map(agreed -> ":\n  " + String.join("\n  ", words(agreed, now)) + "\n")
                .orElse(". What has moved cannot be told, since the agreed plan is not among the records here; give it"
                        + " as a file: diff -o json > plan.json, then deploy --plan plan.json. ");
        throw new GitOpsException("the cluster or the source has moved since the plan was agreed to: it was " + digest
                + " and would be " + now.digest() + " now (" + now.summary() + ")" + moved
                + "Nothing was written. Look at the new plan and agree to that one.");
    }

    /** Whether everything that would still be done was agreed to. */
    private static boolean isRest(Plan agreed, Plan now) {
        Map<ResourceKey, Change> before = agreed.byKey();
        return agreed.manifestsDigest().equals(now.manifestsDigest())
                && agreed.server().equals(now.server())
                && agreed.namespace().equals(now.namespace())
                && now.changes().stream()
                        .filter(change -> change.action() != Action.UNCHANGED)
                        .allMatch(change -> isSame(before.get(change.key()), change));
    }

    /** What is created is in the manifests, which are the same. */
    private static boolean isSame(Change agreed, Change now) {
        return agreed != null
                && agreed.action() == now.action()
                && agreed.uid().equals(now.uid())
                && (now.action() == Action.CREATE || agreed.fields().equals(now.fields()));
    }

    private static List<String> words(Plan agreed, Plan now) {
        List<String> moved = Moved.between(agreed, now);
        return moved.isEmpty() ? List.of("something that neither plan shows, such as the value of a Secret") : moved;
    }
}
