package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.Health;
import io.jenkins.plugins.gitops.core.health.Verifier;
import io.jenkins.plugins.gitops.core.health.VerifyRequest;
import io.jenkins.plugins.gitops.core.health.VerifyRequest.Target;
import io.jenkins.plugins.gitops.core.health.VerifyResult;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.ResourceKey;
import io.jenkins.plugins.gitops.core.plan.Desired;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Waits for the objects of a wave to become healthy before the next one begins. */
public final class Readiness {
    private final ClusterGateway cluster;
    private final Waits waits;
    private final UnaryOperator<String> mask;
    private final Progress progress;
    private final BiConsumer<ResourceKey, Health> listener;
    private final Map<ResourceKey, Target> applied = new ConcurrentHashMap<>();

    /**
     * @param waits how long the objects of one wave may take, and when they are healthy
     * @param mask hides the values of the deployment's Secrets
     * @param listener hears the last known health of each object that was waited for
     */
    public Readiness(
            ClusterGateway cluster,
            Waits waits,
            UnaryOperator<String> mask,
            Progress progress,
            BiConsumer<ResourceKey, Health> listener) {
        this.cluster = cluster;
        this.waits = waits;
        this.mask = mask;
        this.progress = progress;
        this.listener = listener;
    }

    /** Takes note of what the server made of an object, so that no older state of it is judged. */
    void applied(ObjectNode object) {
        Target target = Target.of(object);
        applied.put(target.key(), target);
    }

    /**
     * Waits. Objects that were not applied now, since they are as declared, are waited for as well: a deployment that
     * was cut off may have applied them just before.
     *
     * @param selector the label selector of all objects of the app
     * @throws GitOpsException when one has failed or time was up, with the reason; what led to it has been told
     * @throws CancellationException when the thread was interrupted
     */
    void await(int wave, Collection<Desired> objects, String selector) {
        progress.info("wave " + wave + " is applied: waiting until it is healthy");
        VerifyResult result = new Verifier(cluster, WaitClock.system(), progress)
                .verify(new VerifyRequest(
                                objects.stream().map(this::target).toList(),
                                selector,
                                waits.ready(),
                                Duration.ZERO,
                                true)
                        .with(waits.expressions()))
                .masked(mask);
        result.health().forEach(listener);
        if (result.verdict() == Verdict.INTERRUPTED) {
            throw new CancellationException("stopped while waiting for wave " + wave);
        }
        if (!result.isHealthy()) {
            result.reasonLines().forEach(progress::info);
            String how = result.verdict() == Verdict.TIMED_OUT
                    ? "did not become healthy within " + waits.ready().toSeconds() + " s (--wait-timeout): "
                    : "has failed: ";
            throw new GitOpsException(
                    "wave " + wave + " " + how + String.join("; ", result.reasons()) + ". Later waves were not begun");
        }
    }

    private Target target(Desired object) {
        return applied.getOrDefault(
                object.key(), new Target(object.key(), object.type().kind(), "", 0));
    }
}
