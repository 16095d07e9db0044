package io.jenkins.plugins.gitops.core.flow;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.Difference;
import io.jenkins.plugins.gitops.core.record.Difference.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the cluster holds and the last deployment did not put there, and the other way round. */
final class Drift {
    private Drift() {}

    /**
     * @param plan what it would take to put everything back
     * @param extra objects that carry the owner label and are nobody's
     */
    static List<Difference> of(Plan plan, List<ResourceKey> extra) {
        List<Difference> drift = new ArrayList<>();
        for (Change change : plan.changes()) {
            switch (change.action()) {
                // What is to be pruned was kept on purpose or could not be deleted: the deployment has said so.
                case UNCHANGED, PRUNE -> {}
                case CREATE -> drift.add(whole(change.key(), What.MISSING, ""));
                case UNKNOWN -> drift.add(whole(change.key(), What.UNKNOWN, change.reason()));
                // Ownership alone moves without any field: another manager said the same.
                default -> change.fields().forEach(field -> drift.add(field(change.key(), field)));
            }
        }
        extra.forEach(key -> drift.add(whole(key, What.EXTRA, "")));
        return drift;
    }

    /** @return whether putting back what was applied would change anything */
    static boolean canBeCorrected(List<Difference> drift) {
        return drift.stream().anyMatch(difference -> difference.what() != What.EXTRA);
    }

    private static Difference whole(ResourceKey key, What what, String reason) {
        return new Difference(
                key,
                what,
                "",
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                List.of(),
                Optional.empty(),
                reason);
    }

    private static Difference field(ResourceKey key, FieldDiff field) {
        return new Difference(
                key, What.CHANGED, field.path(), field.after(), field.before(), field.managers(), field.since(), "");
    }
}
