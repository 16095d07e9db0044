package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.fields.FieldStep;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.List;

/**
 * What an apply would make of an object once a {@link Handover} is done. A dry run of the apply alone cannot show that,
 * since it meets the managers as they are now. So the fields that nobody will own are taken out here, by the server's
 * rules, and a dry run of a patch to the outcome has the server fill in defaults and judge it.
 */
final class AfterHandover {
    private final ClusterGateway cluster;
    private final PlanOptions options;
    private final Desired desired;
    private final ObjectNode live;
    private final Handover handover;

    AfterHandover(ClusterGateway cluster, PlanOptions options, Desired desired, ObjectNode live, Handover handover) {
        this.cluster = cluster;
        this.options = options;
        this.desired = desired;
        this.live = live;
        this.handover = handover;
    }

    /** @return the outcome, from that of a dry run of the apply */
    DryRun from(DryRun before) {
        ObjectNode applied = before.object();
        FieldSet ours = stored(Owners.applied(applied, options.manager()));
        ObjectNode left = (ObjectNode)
                handover.ours().removeFrom(applied, handover.others().union(ours));
        handover.released().forEach(steps -> restore(live, left, steps));
        return before.with(left.equals(applied) ? applied : asked(left), handover::settles);
    }

    /**
     * @return the outcome, where the dry run of the apply is refused: what is not handed over yet may be what is in the
     *     way, such as the parameters of a rolling update beside a declared {@code Recreate}
     */
    DryRun fromLive() {
        ObjectNode declared = desired.manifest().json();
        FieldSet all = handover.ours().union(handover.others());
        FieldSet kept = handover.others().union(handover.ours().within(declared));
        ObjectNode left = (ObjectNode) handover.ours().removeFrom(live, kept);
        ObjectNode outcome = asked(Overlay.of(left, declared, all));
        List<Cause> conflicts = DryRun.conflicts(cluster, options, desired);
        return new DryRun(outcome, false, List.of(), conflicts).with(outcome, handover::settles);
    }

    private ObjectNode asked(ObjectNode wanted) {
        return cluster.patch(
                desired.type(),
                desired.key().namespace(),
                desired.key().name(),
                JsonPatch.between(Noise.strip(live), Noise.strip(wanted)),
                true);
    }

    /** What is applied as a Secret's {@code stringData} has become {@code data} in the outcome. */
    private static FieldSet stored(JsonNode applied) {
        ObjectNode data = Json.object();
        if (applied.has("f:stringData")) {
            data.set("f:data", applied.path("f:stringData"));
        }
        return new FieldSet(applied).union(new FieldSet(data));
    }

    private static void restore(JsonNode from, JsonNode to, List<String> steps) {
        String step = steps.get(0);
        JsonNode value = FieldStep.in(from, step);
        if (steps.size() > 1) {
            restore(value, FieldStep.in(to, step), steps.subList(1, steps.size()));
        } else if (to instanceof ObjectNode object && !value.isMissingNode()) {
            object.set(FieldStep.name(step), value);
        } else if (to instanceof ArrayNode list && FieldStep.in(to, step).isMissingNode() && !value.isMissingNode()) {
            list.add(value);
        }
    }
}
