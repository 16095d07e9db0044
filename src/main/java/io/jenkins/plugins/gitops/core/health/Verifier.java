package io.jenkins.plugins.gitops.core.health;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;

/**
 * Waits until objects are healthy, and says why when they do not become so.
 *
 * <p>Cost: one list and one watch per type and namespace, however many objects there are, and no request per object as
 * long as all goes well; objects that are all healthy at the list need no watch. When workloads are not ready after
 * {@link PodInspector#FIRST_LOOK}, their Pods, their ReplicaSets and, where they may tell more, events are followed in
 * the same way, to see a failure long before the cluster calls it one: at most three lists and three watches for each
 * namespace, whatever the number of workloads and however long it takes. Logs, and what is not followed, are read when
 * something has failed or time is up.
 */
public final class Verifier {
    private final ClusterGateway gateway;
    private final WaitClock clock;
    private final Progress progress;

    /**
     * @param gateway the cluster
     * @param clock the time; {@link WaitClock#system()} outside of tests
     * @param progress hears each change of an object's state and, in quiet times, what is waited for
     */
    public Verifier(ClusterGateway gateway, WaitClock clock, Progress progress) {
        this.gateway = gateway;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Waits for the objects. Returns early when all are ready, when one has failed (see
     * {@link VerifyRequest#failFast()}), or when the thread is interrupted, whose flag is then set.
     *
     * @return how it ended; failures of the objects are a result and not an exception
     * @throws ClusterException when the cluster cannot be read at the start, or refuses to be
     */
    public VerifyResult verify(VerifyRequest request) {
        return new Verification(gateway, clock, progress, request).run();
    }
}
