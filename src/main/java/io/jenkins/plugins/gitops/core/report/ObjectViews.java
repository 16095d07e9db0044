package io.jenkins.plugins.gitops.core.report;

import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.ObjectView.Group;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings together what a record says about each object in its plan, its results and its health. */
final class ObjectViews {
    private final DeploymentRecord record;
    private final Map<ResourceKey, Change> changes = new HashMap<>();
    private final Map<ResourceKey, ObjectResult> results = new HashMap<>();
    private final Set<ResourceKey> keys = new LinkedHashSet<>();
    private final Set<String> anchors = new HashSet<>();

    ObjectViews(DeploymentRecord record) {
        this.record = record;
        record.plan()
                .ifPresent(plan -> plan.changes().forEach(change -> {
                    changes.put(change.key(), change);
                    keys.add(change.key());
                }));
        record.results().forEach(result -> {
            results.put(result.key(), result);
            keys.add(result.key());
        });
        keys.addAll(record.health().keySet());
    }

    List<ObjectView> list() {
        return keys.stream().map(this::view).toList();
    }

    private ObjectView view(ResourceKey key) {
        Optional<Change> change = Optional.ofNullable(changes.get(key));
        Optional<ObjectResult> result = Optional.ofNullable(results.get(key));
        Optional<Health> health = Optional.ofNullable(record.health().get(key));
        Label label = result.map(done -> Label.of(done.outcome()))
                .or(() -> change.map(planned -> planned(planned.action())))
                .orElse(Label.of(Action.UNCHANGED));
        Group group = result.map(done -> group(done.outcome()))
                .or(() -> change.map(planned -> group(planned.action())))
                .orElse(Group.UNCHANGED);
        String message = result.map(ObjectResult::message)
                .filter(text -> !text.isEmpty())
                .or(() -> change.map(Change::reason))
                .orElse("");
        return new ObjectView(
                key,
                anchor(key),
                group,
                label,
                health.map(state -> Label.of(state.status())).orElse(Label.NONE),
                message,
                health.map(Health::reason).orElse(""),
                group == Group.FAILED
                        || health.filter(this::isProblem).isPresent()
                        || isOver() && label.equals(Label.of(Action.CONFLICT)),
                result.filter(done -> !done.took().isZero())
                        .map(done -> Times.duration(done.took()))
                        .orElse(""),
                change);
    }

    /** What the plan wanted, unless the deployment has ended without doing it. A conflict is why it ended. */
    private Label planned(Action action) {
        return isOver() && action.isWork() && action != Action.CONFLICT
                ? new Label("·", "not done", Tone.WARNING)
                : Label.of(action);
    }

    private boolean isOver() {
        return record.state() != State.RUNNING && record.state() != State.PLANNED;
    }

    private boolean isProblem(Health health) {
        return switch (health.status()) {
            case FAILED, MISSING -> true;
            case PROGRESSING -> record.state() == State.FAILED || record.state() == State.ABORTED;
            case HEALTHY, SUSPENDED -> false;
        };
    }

    private Group group(Action action) {
        if (isOver() && action.isWork()) {
            return Group.OPEN;
        }
        return switch (action) {
            case CREATE -> Group.CREATED;
            case UPDATE -> Group.UPDATED;
            case REPLACE -> Group.REPLACED;
            case UNCHANGED -> Group.UNCHANGED;
            case PRUNE -> Group.PRUNED;
            case RUN -> Group.HOOKS;
            case CONFLICT, UNKNOWN -> Group.OPEN;
        };
    }

    private static Group group(DeploymentRecord.Outcome outcome) {
        return switch (outcome) {
            case CREATED -> Group.CREATED;
            case UPDATED -> Group.UPDATED;
            case REPLACED -> Group.REPLACED;
            case UNCHANGED -> Group.UNCHANGED;
            case PRUNED -> Group.PRUNED;
            case RAN -> Group.HOOKS;
            case FAILED -> Group.FAILED;
            case SKIPPED -> Group.OPEN;
        };
    }

    private String anchor(ResourceKey key) {
        String name = String.join("-", key.group(), key.kind(), key.namespace(), key.name());
        String plain = "object-"
                + SafeText.cut(name.replaceAll("[^A-Za-z0-9._-]", "_"), 200).replace("…", "_");
        String anchor = plain;
        for (int n = 2; !anchors.add(anchor); n++) {
            anchor = plain + "." + n;
        }
        return anchor;
    }
}
