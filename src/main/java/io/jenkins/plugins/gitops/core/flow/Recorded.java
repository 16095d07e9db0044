package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.audit.AuditEntry;
import io.jenkins.plugins.gitops.core.audit.AuditLog;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordIds;
import io.jenkins.plugins.gitops.core.record.RecordProgress;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Sees to it that a deployment leaves a record however it ends. */
final class Recorded {
    private Recorded() {}

    /**
     * Starts a record, does the work and, when that throws, finishes the record.
     *
     * @param audit told how it has ended
     * @param server the API server's URL
     * @param work finishes the record itself when all goes well
     * @return the finished record: as the work left it, or failed with the reason as its message
     * @throws CancellationException when the thread was interrupted; the record was saved as aborted and the thread's
     *     interrupt flag is set
     * @throws GitOpsException when the end could not be noted in record or log
     */
    static DeploymentRecord run(
            RecordStore records,
            AuditLog audit,
            Clock clock,
            String server,
            DeployRequest request,
            Function<RecordProgress, DeploymentRecord> work) {
        Target target = request.target();
        RecordProgress record = RecordProgress.start(
                records,
                clock,
                new RecordBuilder()
                        .id(new RecordIds(clock, new SecureRandom()).next())
                        .target(target.app(), target.environment(), server, target.namespace())
                        .kind(request.kind())
                        .by(request.actor(), request.reason()));
        DeploymentRecord ended;
        try {
            ended = work.apply(record);
        } catch (GitOpsException | CancellationException e) {
            boolean stopped = e instanceof CancellationException
                    || e instanceof ClusterException failure && failure.reason() == Reason.INTERRUPTED;
            if (stopped) {
                throw aborted(record, audit, clock, e);
            }
            ended = record.finish(State.FAILED, e.getMessage());
        } catch (RuntimeException e) {
            audit.append(AuditEntry.of(record.finish(State.FAILED, "internal error: " + e), clock.instant()));
            throw e;
        }
        audit.append(AuditEntry.of(ended, clock.instant()));
        return ended;
    }

    private static CancellationException aborted(
            RecordProgress record, AuditLog audit, Clock clock, RuntimeException cause) {
        Thread.interrupted(); // An interrupted thread cannot write files.
        try {
            audit.append(AuditEntry.of(record.finish(State.ABORTED, "stopped"), clock.instant()));
        } finally {
            Thread.currentThread().interrupt();
        }
        return (CancellationException) new CancellationException("the deployment was stopped").initCause(cause);
    }
}
