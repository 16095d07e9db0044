package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/** A Namespace is healthy unless its phase says that it is on its way out. */
final class NamespaceHealth {
    private NamespaceHealth() {}

    static Health assess(ObjectNode live) {
        return "Terminating".equals(Json.text(live, "status", "phase"))
                ? Health.progressing("being deleted")
                : Health.healthy();
    }
}
