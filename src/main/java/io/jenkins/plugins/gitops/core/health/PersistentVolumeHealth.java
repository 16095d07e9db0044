package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * A PersistentVolume is healthy when it can be or is used. Failed is failed: its reclamation did not succeed, and nobody
 * tries again. kstatus, Argo CD and Helm do not look.
 */
final class PersistentVolumeHealth {
    private PersistentVolumeHealth() {}

    static Health assess(ObjectNode live) {
        return switch (Json.text(live, "status", "phase")) {
            case "Failed" -> Health.failed("its reclamation has failed: " + Json.text(live, "status", "message"));
            case "", "Pending" -> Health.progressing("not yet available");
            default -> Health.healthy();
        };
    }
}
