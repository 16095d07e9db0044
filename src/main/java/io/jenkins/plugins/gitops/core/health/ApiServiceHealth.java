package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An APIService is healthy when it is available (Helm's rule): the server behind it answers. Until then it is
 * progressing, since that server may be part of the same deployment.
 */
final class ApiServiceHealth {
    private ApiServiceHealth() {}

    static Health assess(ObjectNode live) {
        return Condition.of(live, "Available")
                .map(condition -> condition.isTrue()
                        ? Health.healthy()
                        : Health.progressing("not available: " + condition.words()))
                .orElse(Health.progressing("not yet available"));
    }
}
