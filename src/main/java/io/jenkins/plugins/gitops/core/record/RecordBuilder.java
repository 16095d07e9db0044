package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.ObjectResult;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a {@link DeploymentRecord} together. For one thread; {@link RecordProgress} is the one for a running deployment. */
public final class RecordBuilder {
    private String id = "";
    private String app = "";
    private String environment = "";
    private String server = "";
    private String namespace = "";
    private Kind kind = Kind.DEPLOY;
    private State state = State.RUNNING;
    private String message = "";
    private Optional<Commit> commit = Optional.empty();
    private List<Commit> commits = List.of();
    private Map<String, JsonNode> source = Map.of();
    private Optional<Plan> plan = Optional.empty();
    private final List<ObjectResult> results = new ArrayList<>();
    private final Map<ResourceKey, Health> health = new LinkedHashMap<>();
    private List<CheckResult> checks = List.of();
    private List<String> drift = List.of();
    private List<Difference> differences = List.of();
    private final Map<String, Duration> timings = new LinkedHashMap<>();
    private String actor = "";
    private String reason = "";
    private String previous = "";
    private Instant started = Instant.EPOCH;
    private Optional<Instant> finished = Optional.empty();

    /** Begins with an empty record that runs: a deployment without plan, commit and results. */
    public RecordBuilder() {}

    /** Begins with everything that a record holds. */
    public RecordBuilder(DeploymentRecord record) {
        target(record.app(), record.environment(), record.server(), record.namespace());
        id(record.id()).kind(record.kind()).state(record.state(), record.message());
        commit(record.commit(), record.commits()).source(record.source()).plan(record.plan());
        record.results().forEach(this::result);
        record.health().forEach(this::health);
        checks(record.checks()).differences(record.differences()).drift(record.drift());
        record.timings().forEach(this::timing);
        by(record.actor(), record.reason()).previous(record.previous());
        started(record.started()).finished(record.finished());
    }

    public RecordBuilder id(String newId) {
        id = newId;
        return this;
    }

    public RecordBuilder target(String newApp, String newEnvironment, String newServer, String newNamespace) {
        app = newApp;
        environment = newEnvironment;
        server = newServer;
        namespace = newNamespace;
        return this;
    }

    public RecordBuilder kind(Kind newKind) {
        kind = newKind;
        return this;
    }

    public RecordBuilder state(State newState, String newMessage) {
        state = newState;
        message = newMessage;
        return this;
    }

    /**
     * @param newCommit what is deployed; empty when the source is not in Git
     * @param sincePrevious what came since the previous deployment, newest first
     */
    public RecordBuilder commit(Optional<Commit> newCommit, List<Commit> sincePrevious) {
        commit = newCommit;
        commits = sincePrevious;
        return this;
    }

    public RecordBuilder source(Map<String, JsonNode> newSource) {
        source = newSource;
        return this;
    }

    public RecordBuilder plan(Optional<Plan> newPlan) {
        plan = newPlan;
        return this;
    }

    /** Adds the result of one object. */
    public RecordBuilder result(ObjectResult result) {
        results.add(result);
        return this;
    }

    /** Sets the health of one object, in place of what was known of it. */
    public RecordBuilder health(ResourceKey key, Health newHealth) {
        health.put(key, newHealth);
        return this;
    }

    public RecordBuilder checks(List<CheckResult> newChecks) {
        checks = newChecks;
        return this;
    }

    /** Sets the differences in words. */
    public RecordBuilder drift(List<String> newDrift) {
        drift = newDrift;
        return this;
    }

    /** Sets the differences, also in words. */
    public RecordBuilder differences(List<Difference> newDifferences) {
        differences = newDifferences;
        return drift(newDifferences.stream().map(Difference::line).toList());
    }

    /** Adds to the time that a phase has taken. */
    public RecordBuilder timing(String phase, Duration took) {
        timings.merge(phase, took, Duration::plus);
        return this;
    }

    public RecordBuilder by(String newActor, String newReason) {
        actor = newActor;
        reason = newReason;
        return this;
    }

    /** @param id of the app's deployment before this one; empty for the first */
    public RecordBuilder previous(String id) {
        previous = id;
        return this;
    }

    public RecordBuilder started(Instant time) {
        started = time;
        return this;
    }

    public RecordBuilder finished(Optional<Instant> time) {
        finished = time;
        return this;
    }

    /** @return the record as it stands; later changes of this builder do not reach it */
    public DeploymentRecord build() {
        return new DeploymentRecord(
                id,
                app,
                environment,
                server,
                namespace,
                kind,
                state,
                message,
                commit,
                commits,
                source,
                plan,
                results,
                health,
                checks,
                drift,
                differences,
                timings,
                actor,
                reason,
                previous,
                started,
                finished);
    }
}
