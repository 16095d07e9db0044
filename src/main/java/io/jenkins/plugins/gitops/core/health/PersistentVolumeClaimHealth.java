package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * A PersistentVolumeClaim is healthy when it is bound; lost is failed, as in Argo CD. Pending is progressing: the claim
 * itself does not say that its storage class waits for the first Pod to use it ({@code WaitForFirstConsumer}); an event
 * does, which {@link Verifier} reads so that such a claim holds nobody up (argoproj/argo-cd issue 12840).
 */
final class PersistentVolumeClaimHealth {
    private PersistentVolumeClaimHealth() {}

    static Health assess(ObjectNode live) {
        String phase = Json.text(live, "status", "phase");
        if ("Bound".equals(phase)) {
            return Health.healthy();
        }
        if ("Lost".equals(phase)) {
            return Health.failed("its volume " + Json.text(live, "spec", "volumeName") + " does not exist any more");
        }
        String storageClass = Json.text(live, "spec", "storageClassName");
        return Health.progressing(
                "not yet bound to a volume" + (storageClass.isEmpty() ? "" : " of storage class " + storageClass));
    }
}
