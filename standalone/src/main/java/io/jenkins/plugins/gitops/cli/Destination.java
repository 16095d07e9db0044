package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.cluster.ResourceType;
import io.jenkins.plugins.gitops.core.flow.Former;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.inventory.InventoryStore;
import io.jenkins.plugins.gitops.core.manifest.Occasion;
import io.jenkins.plugins.gitops.core.plan.Consent;
import io.jenkins.plugins.gitops.core.render.Capabilities;
import io.jenkins.plugins.gitops.core.render.Scopes;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is known of the target; it is asked for only where it matters.
 *
 * @param capabilities what charts are told
 * @param scopes which types live in namespaces
 */
record Destination(Supplier<Capabilities> capabilities, Scopes scopes) {
    static Destination of(ClusterGateway cluster, Target target, Former former, Consent consent) {
        return new Destination(
                () -> new Capabilities(
                        cluster.version(),
                        cluster.apiVersions(),
                        consent.occasion(former.load(new InventoryStore(cluster), target)) == Occasion.UPGRADE),
                type -> cluster.type(type).map(ResourceType::namespaced));
    }

    /** A cluster of which only the version is known, if that. */
    static Destination of(String version) {
        return new Destination(() -> new Capabilities(version, List.of(), false), Scopes.UNKNOWN);
    }
}
