package io.jenkins.plugins.gitops.service;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.record.RecordBuilder;
import io.jenkins.plugins.gitops.core.record.RecordStore;
import java.time.Instant;
import java.util.Optional;

/** Ends the record of a deployment in the middle of which Jenkins was stopped: it says what was done until then. */
final class CutOff {
    private final ClusterSession session;

    CutOff(ClusterSession session) {
        this.session = session;
    }

    /** @return the record; empty when there is no id, or nothing was recorded yet */
    Optional<DeploymentRecord> end(String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        RecordStore records = session.records();
        try {
            Optional<DeploymentRecord> record =
                    records.load(session.target().app(), session.target().environment(), id);
            record.filter(cut -> cut.state() == State.RUNNING)
                    .ifPresent(cut -> records.save(new RecordBuilder(cut)
                            .state(
                                    State.ABORTED,
                                    "Jenkins was stopped in the middle of it; the build went on with another deployment")
                            .finished(Optional.of(Instant.now()))
                            .build()));
            return record;
        } catch (GitOpsException e) {
            session.progress().warn("the record of what was cut off cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
