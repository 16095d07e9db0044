package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.health.HealthRules;
import io.jenkins.plugins.gitops.core.plan.Desired;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until CRDs are served and namespaces are there, which takes a server a fraction of a second. */
final class Establishing {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ClusterGateway cluster;

    Establishing(ClusterGateway cluster) {
        this.cluster = cluster;
    }

    void await(List<Desired> objects) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        for (Desired object : objects) {
            await(object, deadline);
        }
    }

    private void await(Desired object, long deadline) {
        for (long pause = 50; ; pause = Math.min(pause * 2, LONGEST_PAUSE.toMillis())) {
            Optional<ObjectNode> live =
                    cluster.get(object.type(), "", object.key().name());
            Health health = live.map(HealthRules::assess).orElse(Health.progressing("it is gone again"));
            if (health.isReady()) {
                return;
            }
            if (health.status() == Health.Status.FAILED || System.nanoTime() >= deadline) {
                throw new GitOpsException(object.key() + " was applied but is not established: " + health.reason());
            }
            Pause.millis(pause, object.key().toString());
        }
    }
}
