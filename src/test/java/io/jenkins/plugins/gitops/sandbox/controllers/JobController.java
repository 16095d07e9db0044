package io.jenkins.plugins.gitops.sandbox.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Meta;
import io.jenkins.plugins.gitops.sandbox.store.Event;
import io.jenkins.plugins.gitops.sandbox.store.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Jobs: Pods until enough have succeeded, or one has failed for good. */
final class JobController implements Controller {

    private final Actions actions;

    JobController(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Collection<Key> concerns(Event event) {
        if (event.key().isOf("batch", "jobs")) {
            return List.of(event.key());
        }
        return event.key().isOf("", "pods")
                ? Actions.ownerKey(event.object(), "Job", "batch", "jobs").stream()
                        .toList()
                : List.of();
    }

    @Override
    public Duration reconcile(Key key, ObjectNode job) {
        boolean over = job == null
                || Meta.isTerminating(job)
                || Conditions.isTrue(job, "Complete")
                || Conditions.isTrue(job, "Failed");
        if (over) {
            return NEVER;
        }
        if (Json.at(job, "spec", "suspend").asBoolean()) {
            actions.status(
                    job,
                    "kube-controller-manager",
                    status -> Conditions.set(status, "Suspended", true, "JobSuspended", "Job suspended"));
            return NEVER;
        }
        int completions = Json.at(job, "spec", "completions").asInt(1);
        List<ObjectNode> pods = actions.controlledBy(job, "v1", "Pod");
        for (int i = pods.size(); i < completions; i++) {
            actions.create(Pods.generated(job, Json.at(job, "spec", "template")));
        }
        int succeeded = phase(pods, "Succeeded");
        int failed = phase(pods, "Failed");
        int active = Math.max(0, completions - succeeded - failed);
        boolean complete = succeeded >= completions;
        actions.status(job, "kube-controller-manager", status -> {
            if (!status.has("startTime")) {
                status.put("startTime", Meta.now());
            }
            if (Conditions.isTrue(job, "Suspended")) {
                Conditions.set(status, "Suspended", false, "JobResumed", "Job resumed");
            }
            DeploymentStatus.count(status, "active", active);
            DeploymentStatus.count(status, "succeeded", succeeded);
            DeploymentStatus.count(status, "failed", failed);
            status.put("ready", 0);
            status.put("terminating", 0);
            status.putObject("uncountedTerminatedPods");
            if (complete) {
                condition(
                        status,
                        "SuccessCriteriaMet",
                        "CompletionsReached",
                        "Reached expected number of succeeded pods");
                condition(status, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
                status.put("completionTime", Meta.now());
            } else if (failed > 0) {
                condition(
                        status, "FailureTarget", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
                condition(status, "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
            }
        });
        return NEVER;
    }

    private static void condition(ObjectNode status, String type, String reason, String message) {
        Conditions.set(status, type, true, reason, message);
        status.withArray("conditions")
                .forEach(item -> ((ObjectNode) item)
                        .put("lastProbeTime", item.path("lastTransitionTime").asText()));
    }

    private static int phase(List<ObjectNode> pods, String phase) {
        return (int) pods.stream()
                .filter(pod -> Json.text(pod, "status", "phase").equals(phase))
                .count();
    }
}
