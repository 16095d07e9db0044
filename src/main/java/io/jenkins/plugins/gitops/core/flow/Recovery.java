package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import java.util.Optional;
import java.util.function.Supplier;

/** Verifies, and goes back when what was deployed does not become healthy; then verifies that too, and goes no further. */
public final class Recovery {
    private final Supplier<Verify.Outcome> verify;
    private final Back back;
    private final Progress progress;

    /** Goes back to the last deployment that was good. */
    @FunctionalInterface
    public interface Back {
        /**
         * @param failed what is not healthy
         * @param reason why, for the record
         * @return the rollback's record
         * @throws GitOpsException when there is nothing to go back to, or another deployment has come since
         */
        DeploymentRecord run(Verify.Outcome failed, String reason);
    }

    /**
     * How it ended.
     *
     * @param first what was found first
     * @param rollback the rollback, when there was one
     * @param second what was found after it
     * @param message what the cluster holds now, in one line; empty when no rollback was needed
     */
    public record Outcome(
            Verify.Outcome first,
            Optional<DeploymentRecord> rollback,
            Optional<Verify.Outcome> second,
            String message) {}

    public Recovery(Supplier<Verify.Outcome> verify, Back back, Progress progress) {
        this.verify = verify;
        this.back = back;
        this.progress = progress;
    }

    /** @return how it ended; a failed rollback is no exception, but told with the state of both deployments */
    public Outcome run() {
        Verify.Outcome first = verify.get();
        if (first.isGood()) {
            return new Outcome(first, Optional.empty(), Optional.empty(), "");
        }
        String failed = "deployment " + first.deployment().id() + " is not healthy (" + first.summary() + ")";
        progress.warn(failed + ": rolling back");
        DeploymentRecord rollback;
        try {
            rollback = back.run(first, first.deployment().id() + " is not healthy");
        } catch (GitOpsException e) {
            return new Outcome(
                    first,
                    Optional.empty(),
                    Optional.empty(),
                    failed + " and still there, since it could not be rolled back: " + e.getMessage());
        }
        String attempt = "rollback " + rollback.id() + " (" + rollback.reason() + ")";
        if (rollback.state() != State.APPLIED) {
            String left = rollback.results().isEmpty()
                    ? " has written nothing, so " + first.deployment().id() + " is still there: "
                    : " stopped halfway, so that the cluster holds parts of both: ";
            return new Outcome(
                    first,
                    Optional.of(rollback),
                    Optional.empty(),
                    failed + ", and " + attempt + left + rollback.message());
        }
        Verify.Outcome second = verify.get();
        return new Outcome(
                first,
                Optional.of(rollback),
                Optional.of(second),
                second.isGood()
                        ? failed + ". It was rolled back: " + attempt + " is healthy"
                        : failed + ", and " + attempt + " was applied, but is not healthy either (" + second.summary()
                                + ")");
    }
}
