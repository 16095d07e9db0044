package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.record.Difference.What;
import java.util.Optional;

/** A difference as JSON, in the form that the schema of the record describes under {@code $defs/difference}. */
public final class DifferenceJson {
    private DifferenceJson() {}

    /** @return the difference as a tree */
    public static ObjectNode toJson(Difference difference) {
        ObjectNode tree = PlanJson.key(difference.key()).put("what", FieldReader.word(difference.what()));
        PlanJson.putUnlessEmpty(tree, "path", difference.path());
        PlanJson.putUnlessMissing(
                tree, "applied", SecretGuard.guard(difference.key(), difference.path(), difference.applied()));
        PlanJson.putUnlessMissing(
                tree, "live", SecretGuard.guard(difference.key(), difference.path(), difference.live()));
        PlanJson.putTexts(tree, "managers", difference.managers());
        difference.since().ifPresent(time -> tree.put("since", time.toString()));
        PlanJson.putUnlessEmpty(tree, "reason", difference.reason());
        return tree;
    }

    static Difference fromJson(FieldReader tree) {
        return new Difference(
                PlanJson.key(tree),
                tree.word("what", What.class),
                tree.optionalText("path"),
                tree.tree().path("applied"),
                tree.tree().path("live"),
                tree.texts("managers"),
                tree.has("since") ? Optional.of(tree.time("since")) : Optional.empty(),
                tree.optionalText("reason"));
    }
}
