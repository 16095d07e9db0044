package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/** Health of a Job or Pod that is waited for to its end: while it merely runs well, it is on its way. */
final class Completion {
    private Completion() {}

    static Health assess(ObjectNode live) {
        Health health = HealthRules.assess(live);
        boolean done = Condition.holding(live, "Complete").isPresent()
                || "Succeeded".equals(Json.text(live, "status", "phase"));
        return health.isReady() && !done
                ? Health.progressing(health.reason().isEmpty() ? "running" : health.reason())
                : health;
    }
}
