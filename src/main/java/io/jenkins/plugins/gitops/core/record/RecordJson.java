package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record as JSON. The form is described by {@code deployment-record.schema.json} beside this class. Within one
 * {@code schemaVersion} fields may be added, and a reader passes over fields that it does not know; every other change of
 * the form has a new version, which older readers refuse. Texts and lists that are empty are left out.
 */
public final class RecordJson {
    /** The version of the form that is written, and the newest that is read. */
    public static final int SCHEMA_VERSION = 1;

    private RecordJson() {}

    /** @return the record as a tree; it shares the nodes of the record's plan and source, which must not be changed */
    public static ObjectNode toJson(DeploymentRecord record) {
        ObjectNode tree = Json.object().put("schemaVersion", SCHEMA_VERSION);
        tree.put("id", record.id());
        tree.put("app", record.app());
        tree.put("environment", record.environment());
        tree.put("server", record.server());
        tree.put("namespace", record.namespace());
        tree.put("kind", FieldReader.word(record.kind()));
        tree.put("state", FieldReader.word(record.state()));
        PlanJson.putUnlessEmpty(tree, "message", record.message());
        tree.put("started", record.started().toString());
        record.finished().ifPresent(time -> tree.put("finished", time.toString()));
        tree.put("actor", record.actor());
        PlanJson.putUnlessEmpty(tree, "reason", record.reason());
        PlanJson.putUnlessEmpty(tree, "previous", record.previous());
        record.commit().ifPresent(commit -> tree.set("commit", toJson(commit)));
        ArrayNode commits = tree.putArray("commits");
        record.commits().forEach(commit -> commits.add(toJson(commit)));
        tree.putObject("source").setAll(record.source());
        ArrayNode timings = tree.putArray("timings");
        record.timings()
                .forEach(
                        (phase, took) -> timings.addObject().put("phase", phase).put("millis", took.toMillis()));
        ArrayNode results = tree.putArray("results");
        record.results().forEach(result -> results.add(result(result)));
        ArrayNode health = tree.putArray("health");
        record.health().forEach((key, value) -> health.add(health(key, value)));
        if (!record.checks().isEmpty()) {
            ArrayNode checks = tree.putArray("checks");
            record.checks().forEach(check -> checks.add(check(check)));
        }
        PlanJson.putTexts(tree, "drift", record.drift());
        if (!record.differences().isEmpty()) {
            ArrayNode differences = tree.putArray("differences");
            record.differences().forEach(difference -> differences.add(DifferenceJson.toJson(difference)));
        }
        record.plan().ifPresent(plan -> tree.set("plan", PlanJson.toJson(plan)));
        return tree;
    }

    /**
     * @param tree what {@link #toJson} made, perhaps with more fields
     * @param from where it comes from, for messages: a file or an object of the cluster
     * @throws GitOpsException when it is no record, a damaged one, or one of a newer version
     */
    public static DeploymentRecord fromJson(JsonNode tree, String from) {
        int version = tree.path("schemaVersion").asInt(0);
        if (version < 1) {
            throw new GitOpsException(from + " is no deployment record: it has no schemaVersion");
        }
        if (version > SCHEMA_VERSION) {
            throw new GitOpsException(from + " was written by a newer version of this program: its schemaVersion is "
                    + version + ", and this one reads up to " + SCHEMA_VERSION + ". Update to read it");
        }
        FieldReader fields = new FieldReader(tree, from);
        RecordBuilder record = new RecordBuilder()
                .id(fields.text("id"))
                .target(fields.text("app"), fields.text("environment"), fields.text("server"), fields.text("namespace"))
                .kind(fields.word("kind", Kind.class))
                .state(fields.word("state", State.class), fields.optionalText("message"))
                .started(fields.time("started"))
                .finished(fields.has("finished") ? Optional.of(fields.time("finished")) : Optional.empty())
                .by(fields.text("actor"), fields.optionalText("reason"))
                .previous(fields.optionalText("previous"))
                .commit(
                        fields.has("commit") ? Optional.of(commit(fields.object("commit"))) : Optional.empty(),
                        fields.list("commits", RecordJson::commit))
                .source(source(fields))
                .differences(fields.list("differences", DifferenceJson::fromJson))
                .checks(fields.list("checks", RecordJson::check))
                .drift(fields.texts("drift"))
                .plan(fields.has("plan") ? Optional.of(PlanJson.fromJson(fields.object("plan"))) : Optional.empty());
        fields.list("timings", timing -> record.timing(timing.text("phase"), timing.millis("millis")));
        fields.list("results", result -> record.result(result(result)));
        fields.list("health", health -> record.health(PlanJson.key(health), health(health)));
        return record.build();
    }

    /** @return a commit as it stands in a record */
    public static ObjectNode toJson(Commit commit) {
        ObjectNode tree = Json.object().put("id", commit.id());
        tree.put("author", commit.author());
        PlanJson.putUnlessEmpty(tree, "committer", commit.committer());
        tree.put("time", commit.time().toString());
        tree.put("subject", commit.subject());
        PlanJson.putUnlessEmpty(tree, "branch", commit.branch());
        PlanJson.putUnlessEmpty(tree, "remote", commit.remote());
        PlanJson.putTexts(tree, "dirty", commit.dirty());
        commit.signature().ifPresent(signature -> tree.set("signature", signature(signature)));
        return tree;
    }

    private static ObjectNode signature(Signature signature) {
        ObjectNode tree = Json.object().put("state", FieldReader.word(signature.state()));
        PlanJson.putUnlessEmpty(tree, "format", signature.format());
        PlanJson.putUnlessEmpty(tree, "signer", signature.signer());
        PlanJson.putUnlessEmpty(tree, "key", signature.key());
        PlanJson.putUnlessEmpty(tree, "reason", signature.reason());
        return tree;
    }

    /** @return the commit that {@link #toJson(Commit)} has written; {@link GitOpsException} when it has not */
    public static Commit commit(JsonNode tree, String from) {
        return commit(new FieldReader(tree, from));
    }

    private static Commit commit(FieldReader tree) {
        return new Commit(
                tree.text("id"),
                tree.text("author"),
                tree.optionalText("committer"),
                tree.time("time"),
                tree.text("subject"),
                tree.optionalText("branch"),
                tree.optionalText("remote"),
                tree.texts("dirty"),
                tree.has("signature") ? Optional.of(signature(tree.object("signature"))) : Optional.empty());
    }

    private static Signature signature(FieldReader tree) {
        return new Signature(
                tree.word("state", Signature.State.class),
                tree.optionalText("format"),
                tree.optionalText("signer"),
                tree.optionalText("key"),
                tree.optionalText("reason"));
    }

    private static Map<String, JsonNode> source(FieldReader fields) {
        Map<String, JsonNode> source = new LinkedHashMap<>();
        fields.tree().path("source").properties().forEach(entry -> source.put(entry.getKey(), entry.getValue()));
        return source;
    }

    private static ObjectNode result(ObjectResult result) {
        ObjectNode tree = PlanJson.key(result.key()).put("outcome", FieldReader.word(result.outcome()));
        PlanJson.putUnlessEmpty(tree, "message", result.message());
        return tree.put("millis", result.took().toMillis());
    }

    private static ObjectResult result(FieldReader tree) {
        Duration took = tree.millis("millis");
        return new ObjectResult(
                PlanJson.key(tree), tree.word("outcome", Outcome.class), tree.optionalText("message"), took);
    }

    private static ObjectNode check(CheckResult check) {
        ObjectNode tree = Json.object().put("kind", FieldReader.word(check.kind()));
        tree.put("name", check.name()).put("passed", check.passed());
        PlanJson.putUnlessEmpty(tree, "message", check.message());
        return tree.put("millis", check.took().toMillis());
    }

    private static CheckResult check(FieldReader tree) {
        return new CheckResult(
                tree.word("kind", CheckResult.Kind.class),
                tree.text("name"),
                tree.tree().path("passed").asBoolean(false),
                tree.optionalText("message"),
                tree.millis("millis"));
    }

    private static ObjectNode health(ResourceKey key, Health health) {
        ObjectNode tree = PlanJson.key(key).put("status", FieldReader.word(health.status()));
        PlanJson.putUnlessEmpty(tree, "reason", health.reason());
        return tree;
    }

    private static Health health(FieldReader tree) {
        return new Health(tree.word("status", Health.Status.class), tree.optionalText("reason"));
    }
}
