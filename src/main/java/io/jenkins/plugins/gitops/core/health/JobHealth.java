package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;

/**
 * A Job is healthy when it is complete.
 *
 * <ul>
 *   <li>Running is progressing. kstatus calls a Job current as soon as it has started; Flux and Helm replace that rule.
 *   <li>{@code FailureTarget} is failed already: the Job will fail, it only waits for its Pods to end.
 *       {@code SuccessCriteriaMet} is still progressing for the same wait.
 *   <li>Suspended is decided by {@code spec.suspend} alone. Argo CD reads the {@code Suspended} condition without its
 *       status and calls a resumed, running Job healthy ({@code health_job.go}).
 *   <li>Failed Pods are no failure while retries are left; the Job controller counts them against
 *       {@code backoffLimit}.
 * </ul>
 */
final class JobHealth {
    private JobHealth() {}

    static Health assess(ObjectNode live) {
        Optional<Condition> failed =
                Condition.holding(live, "Failed").or(() -> Condition.holding(live, "FailureTarget"));
        if (failed.isPresent()) {
            return Health.failed(failed.get().words());
        }
        if (Condition.holding(live, "Complete").isPresent()) {
            return Health.healthy();
        }
        if (Json.at(live, "spec", "suspend").asBoolean(false)) {
            return new Health(Health.Status.SUSPENDED, "suspended: it starts when spec.suspend is false");
        }
        return Health.progressing(progress(live));
    }

    private static String progress(ObjectNode live) {
        if (Json.text(live, "status", "startTime").isEmpty()) {
            return "not yet started";
        }
        int succeeded = Replicas.counted(live, "succeeded");
        int failed = Replicas.counted(live, "failed");
        JsonNode completions = Json.at(live, "spec", "completions");
        String done = completions.isNumber()
                ? succeeded + " of " + completions.asInt() + " completions"
                : succeeded + " Pods succeeded";
        return done + ", " + Replicas.counted(live, "active") + " running"
                + (failed > 0 ? ", " + failed + " failed" : "");
    }
}
