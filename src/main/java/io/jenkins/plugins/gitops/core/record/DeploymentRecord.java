package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one deployment did. Immutable; whoever runs the deployment makes and stores the next state of it step by step, so that
 * a crash leaves what is known. No secret is ever in it.
 *
 * @param id sortable by time and unique: {@code 20261122-164151-3f9ac25e}
 * @param app the app
 * @param environment the environment
 * @param server the API server's URL
 * @param namespace the environment's namespace
 * @param kind what the deployment was
 * @param state how far it came
 * @param message why it ended as it did, in one line; empty while it runs and when all went well. Of a deployment that
 *     was applied it names what was to be pruned and is still there
 * @param commit the commit; empty when the source was not in Git
 * @param commits what came since the previous deployment, newest first, possibly cut
 * @param source what was rendered: {@code type}, {@code path}, {@code tool}, {@code images}
 * @param plan the masked plan; empty before there is one
 * @param results what became of each object, in the order in which they were done
 * @param health the last known health of each object that was waited for, between waves or by verify
 * @param checks how the tests and checks ended that verify made; empty when it was asked for none
 * @param drift what was found to differ when verified, a line each, masked
 * @param differences the same for programs
 * @param timings how long each phase took, in their order
 * @param actor who or what started it: {@code name@host} on a command line, the build in Jenkins
 * @param reason why, when someone said so
 * @param previous the id of the app's deployment before this one; empty for the first
 * @param started when it began
 * @param finished when it ended; empty while it runs
 */
public record DeploymentRecord(
        String id,
        String app,
        String environment,
        String server,
        String namespace,
        Kind kind,
        State state,
        String message,
        Optional<Commit> commit,
        List<Commit> commits,
        Map<String, JsonNode> source,
        Optional<Plan> plan,
        List<ObjectResult> results,
        Map<ResourceKey, Health> health,
        List<CheckResult> checks,
        List<String> drift,
        List<Difference> differences,
        Map<String, Duration> timings,
        String actor,
        String reason,
        String previous,
        Instant started,
        Optional<Instant> finished) {
    public DeploymentRecord {
        commits = List.copyOf(commits);
        source = ordered(source);
        results = List.copyOf(results);
        health = ordered(health);
        checks = List.copyOf(checks);
        drift = List.copyOf(drift);
        differences = List.copyOf(differences);
        timings = ordered(timings);
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** @return how many objects had each outcome, without outcomes that no object had */
    public Map<Outcome, Long> outcomes() {
        Map<Outcome, Long> counts = new TreeMap<>();
        results.forEach(result -> counts.merge(result.outcome(), 1L, Long::sum));
        return counts;
    }

    /** What the deployment was. */
    public enum Kind {
        DEPLOY,
        DRY_RUN,
        ROLLBACK,
        /** What the last deployment has applied, once more, since it had drifted. */
        CORRECT
    }

    /** How far it came. */
    public enum State {
        /** It runs, or it was cut off: no later state was ever written. */
        RUNNING,
        /** Only the plan was wanted. */
        PLANNED,
        /** Everything was applied; health is not known. */
        APPLIED,
        /** Everything was applied and found healthy. */
        VERIFIED,
        /** Something was refused or did not become healthy. */
        FAILED,
        /** Somebody stopped it. */
        ABORTED
    }

    /** What became of an object. */
    public enum Outcome {
        CREATED,
        UPDATED,
        REPLACED,
        UNCHANGED,
        PRUNED,
        /** A hook that has ended well. */
        RAN,
        FAILED,
        /** Not reached, since something before it failed or the deployment was stopped. */
        SKIPPED
    }

    /**
     * What became of one object.
     *
     * @param key the object
     * @param outcome the outcome
     * @param message why, when it failed or was skipped
     * @param took how long the request took
     */
    public record ObjectResult(ResourceKey key, Outcome outcome, String message, Duration took) {}
}
