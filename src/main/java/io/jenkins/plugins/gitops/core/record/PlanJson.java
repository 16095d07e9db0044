package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Action;
import io.jenkins.plugins.gitops.core.plan.Change;
import io.jenkins.plugins.gitops.core.plan.FieldDiff;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.util.Collection;
import java.util.Optional;

/**
 * A plan as JSON, in the form that the schema of the record describes under {@code $defs/plan}. Whatever it is given,
 * nothing of a Secret's values is in what it writes.
 */
public final class PlanJson {
    private PlanJson() {}

    /** @return the plan as a tree */
    public static ObjectNode toJson(Plan plan) {
        ObjectNode tree = Json.object();
        tree.put("app", plan.app());
        tree.put("environment", plan.environment());
        tree.put("server", plan.server());
        tree.put("namespace", plan.namespace());
        tree.put("manifestsDigest", plan.manifestsDigest());
        tree.put("digest", plan.digest());
        putTexts(tree, "warnings", plan.warnings());
        ArrayNode changes = tree.putArray("changes");
        plan.changes().forEach(change -> changes.add(toJson(SecretGuard.guard(change))));
        return tree;
    }

    private static ObjectNode toJson(Change change) {
        ObjectNode tree = key(change.key());
        tree.put("apiVersion", change.type().apiVersion());
        tree.put("action", FieldReader.word(change.action()));
        putUnlessEmpty(tree, "reason", change.reason());
        putUnlessEmpty(tree, "uid", change.uid());
        putTexts(tree, "warnings", change.warnings());
        if (!change.fields().isEmpty()) {
            ArrayNode fields = tree.putArray("fields");
            for (FieldDiff field : change.fields()) {
                ObjectNode entry = fields.addObject().put("path", field.path());
                putUnlessMissing(entry, "before", field.before());
                putUnlessMissing(entry, "after", field.after());
                putTexts(entry, "managers", field.managers());
                field.since().ifPresent(time -> entry.put("since", time.toString()));
            }
        }
        putUnlessMissing(tree, "before", change.before());
        putUnlessMissing(tree, "after", change.after());
        return tree;
    }

    /**
     * @param tree a plan, or a record that holds one
     * @param from where it comes from, for messages
     * @throws GitOpsException when it is neither
     */
    public static Plan fromJson(JsonNode tree, String from) {
        if (tree.has("schemaVersion")) {
            return RecordJson.fromJson(tree, from)
                    .plan()
                    .orElseThrow(() -> new GitOpsException(from + " is the record of a deployment that had no plan"));
        }
        if (!tree.path("changes").isArray() || !tree.path("digest").isTextual()) {
            throw new GitOpsException(from + " holds neither a plan nor a record; make one with diff -o json");
        }
        return fromJson(new FieldReader(tree, from));
    }

    /** @return the plan that {@link #toJson(Plan)} made the tree of */
    static Plan fromJson(FieldReader tree) {
        return new Plan(
                tree.text("app"),
                tree.text("environment"),
                tree.text("server"),
                tree.text("namespace"),
                tree.text("manifestsDigest"),
                tree.list("changes", PlanJson::change),
                tree.text("digest"),
                tree.texts("warnings"));
    }

    private static Change change(FieldReader tree) {
        ResourceKey key = key(tree);
        return new Change(
                key,
                GroupVersionKind.of(tree.text("apiVersion"), key.kind()),
                tree.word("action", Action.class),
                tree.optionalText("uid"),
                tree.list(
                        "fields",
                        field -> new FieldDiff(
                                field.text("path"),
                                field.tree().path("before"),
                                field.tree().path("after"),
                                field.texts("managers"),
                                field.has("since") ? Optional.of(field.time("since")) : Optional.empty())),
                tree.tree().path("before"),
                tree.tree().path("after"),
                tree.optionalText("reason"),
                tree.texts("warnings"));
    }

    /** @return a new object that names an object of the cluster */
    static ObjectNode key(ResourceKey key) {
        ObjectNode tree = Json.object();
        putUnlessEmpty(tree, "group", key.group());
        tree.put("kind", key.kind());
        putUnlessEmpty(tree, "namespace", key.namespace());
        tree.put("name", key.name());
        return tree;
    }

    /** @return the object of the cluster that the fields name */
    static ResourceKey key(FieldReader tree) {
        return new ResourceKey(
                tree.optionalText("group"), tree.text("kind"), tree.optionalText("namespace"), tree.text("name"));
    }

    static void putUnlessEmpty(ObjectNode tree, String name, String text) {
        if (!text.isEmpty()) {
            tree.put(name, text);
        }
    }

    static void putTexts(ObjectNode tree, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = tree.putArray(name);
            texts.forEach(array::add);
        }
    }

    static void putUnlessMissing(ObjectNode tree, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            tree.set(name, value);
        }
    }
}
