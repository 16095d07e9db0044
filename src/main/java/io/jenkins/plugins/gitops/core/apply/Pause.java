package io.jenkins.plugins.gitops.core.apply;

import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;

/** The time between two looks at something that cannot be watched. */
final class Pause {
    private Pause() {}

    /**
     * Waits.
     *
     * @param what what is waited for, for the message
     * @throws ClusterException with {@link Reason#INTERRUPTED} when the thread was interrupted; its interrupt flag is set
     */
    static void millis(long millis, String what) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Reason.INTERRUPTED, "interrupted while waiting for " + what, e);
        }
    }
}
