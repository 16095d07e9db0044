package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.Explanation;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of a deployment as reports show it.
 *
 * @param key the object
 * @param anchor the name of its place on a page, unique there and made of letters, digits, {@code .}, {@code _}, {@code -}
 * @param group what happened, for filters
 * @param label what happened, or what would
 * @param health whether it works; {@link Label#NONE} when nobody looked
 * @param message why the result or the action is what it is; else empty
 * @param healthReason why the health is what it is; else empty
 * @param problem whether it is a reason for the deployment not having gone well
 * @param took how long its request took; empty when it was not sent
 * @param change what the plan has for it
 */
public record ObjectView(
        ResourceKey key,
        String anchor,
        Group group,
        Label label,
        Label health,
        String message,
        String healthReason,
        boolean problem,
        String took,
        Optional<Change> change) {

    private static final int CONTEXT = 3;

    /** What happened or would happen. */
    public enum Group {
        CREATED,
        UPDATED,
        REPLACED,
        PRUNED,
        /** Helm hooks. */
        HOOKS,
        FAILED,
        /** Skipped, not reached, in conflict or not predictable. */
        OPEN,
        UNCHANGED
    }

    /** @return whether there is more to say than that nothing happened to it */
    public boolean isChanged() {
        return group != Group.UNCHANGED || problem;
    }

    /** @return what would change or has changed, in one line; empty when that needs no words */
    public String explanation() {
        return change.map(Explanation::of).orElse("");
    }

    /** @return the lines that differ between before and after, computed anew on each call; empty when there is no plan */
    public DiffView diff() {
        return change.map(ObjectView::diff).orElse(DiffView.EMPTY);
    }

    private static DiffView diff(Change change) {
        if (change.before().isMissingNode() && change.after().isMissingNode()) {
            return LineDiff.compare(
                    fields(change.fields(), FieldSide.BEFORE), fields(change.fields(), FieldSide.AFTER), CONTEXT);
        }
        return LineDiff.compare(Values.yaml(change.before()), Values.yaml(change.after()), CONTEXT);
    }

    private enum FieldSide {
        BEFORE,
        AFTER
    }

    /** A plan that was stored without whole objects still has the fields. */
    private static List<String> fields(List<FieldDiff> fields, FieldSide side) {
        List<String> lines = new ArrayList<>();
        for (FieldDiff field : fields) {
            JsonNode value = side == FieldSide.BEFORE ? field.before() : field.after();
            if (!value.isMissingNode()) {
                lines.add(field.path() + ": " + Values.inline(value));
            }
        }
        return lines;
    }
}
