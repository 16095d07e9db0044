package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;

/**
 * A Service is healthy at once, except that one of type {@code LoadBalancer} needs an address, as in Argo CD and Helm;
 * with {@code externalIPs} it brings its own (Helm's rule). kstatus is content with the cluster IP, with which nobody
 * outside reaches it. An Ingress has no such rule: many controllers never fill its address in (argoproj/argo-cd issue
 * 1704).
 */
final class ServiceHealth {
    private ServiceHealth() {}

    static Health assess(ObjectNode live) {
        boolean needsAddress = "LoadBalancer".equals(Json.text(live, "spec", "type"))
                && Json.at(live, "spec", "externalIPs").isEmpty();
        return needsAddress
                        && Json.at(live, "status", "loadBalancer", "ingress").isEmpty()
                ? Health.progressing("its load balancer has no address yet")
                : Health.healthy();
    }
}
