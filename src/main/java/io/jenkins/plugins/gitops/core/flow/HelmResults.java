package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.release.HelmHookRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of each object that Helm was to change: Helm does not say, so the cluster is asked by a second plan. */
final class HelmResults {
    private HelmResults() {}

    /**
     * @param plan what was to be done
     * @param after a plan of the same made after Helm has ended: empty of changes when all was done
     * @param runs the hooks that Helm has run
     * @param good whether Helm says that all was done
     * @return a result an object of the plan
     */
    static List<ObjectResult> of(Plan plan, Plan after, List<HelmHookRun> runs, boolean good) {
        List<ObjectResult> results = new ArrayList<>();
        Map<ResourceKey, Change> open = after.byKey();
        for (Change change : plan.changes()) {
            if (change.action() == Action.RUN) {
                results.add(hook(change, runs, good));
                continue;
            }
            Change left = open.get(change.key());
            boolean done = left == null || !left.action().isChange();
            Outcome outcome = done ? outcome(change.action()) : good ? Outcome.FAILED : Outcome.SKIPPED;
            String message = done ? "" : good ? "Helm has not made it as planned: " + fields(left) : "not done by Helm";
            results.add(new ObjectResult(change.key(), outcome, message, Duration.ZERO));
        }
        return results;
    }

    private static ObjectResult hook(Change change, List<HelmHookRun> runs, boolean good) {
        String phase = runs.stream()
                .filter(run -> run.kind().equals(change.key().kind())
                        && run.name().equals(change.key().name()))
                .map(HelmHookRun::phase)
                .findFirst()
                .orElse("");
        boolean ran = good || phase.equals("Succeeded");
        Outcome outcome = ran ? Outcome.RAN : phase.isEmpty() ? Outcome.SKIPPED : Outcome.FAILED;
        String message = ran ? change.reason() : phase.isEmpty() ? "not run by Helm" : "Helm says: " + phase;
        return new ObjectResult(change.key(), outcome, message, Duration.ZERO);
    }

    private static Outcome outcome(Action action) {
        return switch (action) {
            case CREATE, UNKNOWN -> Outcome.CREATED;
            case UPDATE, CONFLICT -> Outcome.UPDATED;
            case REPLACE -> Outcome.REPLACED;
            case PRUNE -> Outcome.PRUNED;
            case RUN, UNCHANGED -> Outcome.UNCHANGED;
        };
    }

    private static String fields(Change left) {
        List<String> paths =
                left.fields().stream().map(FieldDiff::path).limit(5).toList();
        return paths.isEmpty() ? left.action().name().toLowerCase(Locale.ROOT) : String.join(", ", paths);
    }
}
