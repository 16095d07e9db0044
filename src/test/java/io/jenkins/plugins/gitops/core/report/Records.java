package io.jenkins.plugins.gitops.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes records: hostile ones, large ones, refused ones. */
public final class Records {
    private Records() {}

    /** @return a record with the text wherever a record can hold one */
    public static DeploymentRecord hostile(String text) {
        ResourceKey update = new ResourceKey("", text, text, text);
        ResourceKey create = new ResourceKey("", text, text, text + "2");
        ResourceKey prune = new ResourceKey("", text, text, text + "3");
        ResourceKey same = new ResourceKey("", text, text, text + "4");
        Commit commit = new Commit("0123456789abcdef", text, Instant.EPOCH, text, text, text, List.of(text, text));
        JsonNode none = MissingNode.getInstance();
        List<FieldDiff> fields = List.of(new FieldDiff(text, value(text), value(text + "x"), List.of(text)));
        List<Change> changes = List.of(
                change(update, Action.UPDATE, fields, object(text, "a\n" + text), object(text, text + "\nb"), text),
                change(create, Action.CREATE, List.of(), none, object(text, text), text),
                change(prune, Action.PRUNE, List.of(), object(text, text), none, text),
                change(same, Action.UNCHANGED, List.of(), object(text, text), object(text, text), text));
        Plan plan = new Plan(text, text, text, text, text, changes, text, List.of(text));
        return new RecordBuilder()
                .id("20261122-164151-3f9ac25e")
                .target(text, text, text, text)
                .state(State.FAILED, text)
                .commit(Optional.of(commit), List.of(commit))
                .source(Map.of(text, value(text)))
                .plan(Optional.of(plan))
                .result(new ObjectResult(update, Outcome.FAILED, text, Duration.ofMillis(3)))
                .health(update, Health.failed(text))
                .health(same, Health.progressing(text))
                .drift(List.of(text))
                .timing(text, Duration.ofMillis(7))
                .by(text, text)
                .previous(text)
                .build();
    }

    /** @return a record of one ConfigMap with a text that changes */
    public static DeploymentRecord changed(String before, String after) {
        ResourceKey key = new ResourceKey("", "ConfigMap", "web", "text");
        Change change = change(key, Action.UPDATE, List.of(), object("text", before), object("text", after), "");
        return new RecordBuilder()
                .id("20261122-164151-3f9ac25e")
                .target("webapp", "prod", "https://cluster.example", "web")
                .state(State.PLANNED, "")
                .plan(Optional.of(
                        new Plan("webapp", "prod", "s", "web", "sha256:1", List.of(change), "sha256:2", List.of())))
                .build();
    }

    /** @return a record that was refused since somebody else owns a field */
    public static DeploymentRecord refused() {
        ResourceKey deployment = new ResourceKey("apps", "Deployment", "web", "webapp");
        ResourceKey banner = new ResourceKey("", "ConfigMap", "web", "banner");
        ObjectNode object = object("replicas", "3");
        Change conflict = new Change(
                deployment,
                GroupVersionKind.of("apps/v1", "Deployment"),
                Action.CONFLICT,
                "0b6cbb2e",
                List.of(),
                object,
                object,
                ".spec.replicas is owned by kubectl-edit",
                List.of());
        Change create = change(banner, Action.CREATE, List.of(), MissingNode.getInstance(), object, "");
        Plan plan =
                new Plan("webapp", "prod", "s", "web", "sha256:1", List.of(conflict, create), "sha256:2", List.of());
        return new RecordBuilder()
                .id("20261122-164151-3f9ac25e")
                .target("webapp", "prod", "https://cluster.example", "web")
                .state(State.FAILED, "others own fields that this deployment sets")
                .plan(Optional.of(plan))
                .build();
    }

    /** @return a verified record of many objects: one in ten updated, the others unchanged */
    public static DeploymentRecord large(int objects) {
        return large(objects, 10);
    }

    /** @return a verified record of many objects: one in {@code each} updated, the others unchanged */
    public static DeploymentRecord large(int objects, int each) {
        List<Change> changes = java.util.stream.IntStream.range(0, objects)
                .mapToObj(i -> {
                    ResourceKey key = new ResourceKey("apps", "Deployment", "web", "service-" + i);
                    boolean update = i % each == 0;
                    return change(
                            key,
                            update ? Action.UPDATE : Action.UNCHANGED,
                            List.of(),
                            object("image", "registry.example/service:1"),
                            object("image", update ? "registry.example/service:2" : "registry.example/service:1"),
                            "");
                })
                .toList();
        RecordBuilder record = new RecordBuilder()
                .id("20261122-164151-3f9ac25e")
                .target("webapp", "prod", "https://cluster.example", "web")
                .state(State.VERIFIED, "")
                .plan(Optional.of(new Plan("webapp", "prod", "s", "web", "sha256:1", changes, "sha256:2", List.of())));
        changes.forEach(change -> record.result(new ObjectResult(
                change.key(),
                change.action() == Action.UPDATE ? Outcome.UPDATED : Outcome.UNCHANGED,
                "",
                Duration.ofMillis(5))));
        changes.forEach(change -> record.health(change.key(), Health.healthy()));
        return record.build();
    }

    private static Change change(
            ResourceKey key, Action action, List<FieldDiff> fields, JsonNode before, JsonNode after, String text) {
        return new Change(
                key,
                GroupVersionKind.of("v1", key.kind()),
                action,
                text,
                fields,
                before,
                after,
                text,
                text.isEmpty() ? List.of() : List.of(text));
    }

    private static ObjectNode object(String name, String value) {
        ObjectNode object = Json.object();
        object.putObject("spec").put(name, value).put("other", 1);
        return object;
    }

    private static JsonNode value(String text) {
        return TextNode.valueOf(text);
    }
}
