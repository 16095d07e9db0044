package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * A CronJob is healthy when it is there: its next run may be weeks away. Suspended is suspended, as in Argo CD. A last
 * run that did not succeed is told; it may be older than what was deployed, and so fails nothing, while Argo CD degrades it.
 */
final class CronJobHealth {
    private CronJobHealth() {}

    static Health assess(ObjectNode live) {
        if (Json.at(live, "spec", "suspend").asBoolean(false)) {
            return new Health(Health.Status.SUSPENDED, "suspended: it runs when spec.suspend is false");
        }
        String scheduled = Json.text(live, "status", "lastScheduleTime");
        String succeeded = Json.text(live, "status", "lastSuccessfulTime");
        boolean idle = Json.at(live, "status", "active").isEmpty();
        // RFC 3339 times in UTC sort as text.
        return idle && !scheduled.isEmpty() && succeeded.compareTo(scheduled) < 0
                ? new Health(Health.Status.HEALTHY, "its last run, of " + scheduled + ", did not succeed")
                : Health.healthy();
    }
}
