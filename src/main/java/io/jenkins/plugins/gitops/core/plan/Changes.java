package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;

/** Puts what was found out about an object into a {@link Change}: without noise, masked, with its diff. */
final class Changes {
    private Changes() {}

    /**
     * @param reason why a difference does not count; empty when there is none
     * @return the change of an object that stays as it is; without its content, of which there is nothing to show
     */
    static Change unchanged(Desired desired, ObjectNode live, String reason) {
        return new Change(
                desired.key(),
                desired.type().kind(),
                Action.UNCHANGED,
                Json.text(live, "metadata", "uid"),
                List.of(),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                reason,
                List.of());
    }

    /** @return the change of an object that nobody can foresee now */
    static Change unknown(Desired desired, String reason, FieldRules rules) {
        return new Change(
                desired.key(),
                desired.type().kind(),
                Action.UNKNOWN,
                "",
                List.of(),
                MissingNode.getInstance(),
                new Masking(rules).mask(Noise.strip(desired.manifest().json())),
                reason,
                List.of());
    }

    /** @return the change of an object that is not there yet */
    static Change create(Desired desired, ObjectNode predicted, List<String> warnings, FieldRules rules) {
        return new Change(
                desired.key(),
                desired.type().kind(),
                Action.CREATE,
                "",
                List.of(),
                MissingNode.getInstance(),
                new Masking(rules).mask(Noise.strip(predicted)),
                "",
                warnings);
    }

    /** @return the change from a live object to what it would be, with the differing fields and who else owns them */
    static Change difference(
            Desired desired,
            Action action,
            ObjectNode live,
            ObjectNode predicted,
            String reason,
            List<String> warnings,
            PlanOptions options) {
        Masking masking = new Masking(options.fields());
        ObjectNode before = Noise.strip(live);
        ObjectNode after = Noise.strip(predicted);
        masking.mask(before, after);
        return new Change(
                desired.key(),
                desired.type().kind(),
                action,
                Json.text(live, "metadata", "uid"),
                ObjectDiff.of(before, after, Owners.of(live, options.manager())),
                before,
                after,
                reason,
                warnings);
    }
}
