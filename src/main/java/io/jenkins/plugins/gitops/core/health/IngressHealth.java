package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * An Ingress is healthy at once, as in kstatus and Helm: many controllers never fill its address in, and waiting for one
 * never ends there, which is what Argo CD does (argoproj/argo-cd issue 1704). The missing address is told. Who knows
 * that the controller fills it in can ask for it with an expression.
 */
final class IngressHealth {
    private IngressHealth() {}

    static Health assess(ObjectNode live) {
        return Json.at(live, "status", "loadBalancer", "ingress").isEmpty()
                ? new Health(Health.Status.HEALTHY, "it has no address (yet)")
                : Health.healthy();
    }
}
