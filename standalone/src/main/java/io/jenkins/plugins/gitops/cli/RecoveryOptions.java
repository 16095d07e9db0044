package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.fields.FieldRules;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.PruneLimit;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import picocli.CommandLine.Option;

/** What to do about what a check finds. */
final class RecoveryOptions {
    /** What to do when something is not healthy. */
    enum OnFailure {
        FAIL,
        ROLLBACK
    }

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            defaultValue = "fail",
            description = "When it does not become healthy: fail, or rollback to the last verified deployment, which is"
                    + " verified too; the exit code is 1 in any case (default: ${DEFAULT-VALUE}).")
    private OnFailure onFailure;

    @Option(
            names = "--correct",
            description =
                    "Put back what has drifted before anything is verified: what was applied is planned and applied"
                            + " again, and fields are taken back from whoever has taken them. Nothing is deleted.")
    private boolean correct;

    @Option(names = "--force-conflicts", description = "With --on-failure rollback: take over fields that others own.")
    private boolean force;

    @Option(
            names = "--prune-limit",
            paramLabel = "N|N%",
            description = "With --on-failure rollback: refuse to delete more objects than this, or more than this share"
                    + " of the app's objects (default: ${DEFAULT-VALUE}).")
    private String pruneLimit = PruneLimit.DEFAULT.toString();

    boolean rollsBack() {
        return onFailure == OnFailure.ROLLBACK;
    }

    boolean corrects() {
        return correct;
    }

    /** @return a request without manifests, which the caller adds */
    DeployRequest template(Target target, FieldRules rules) {
        return DeployRequest.to(target)
                .planning(PlanOptions.standard().withForce(force).withFields(rules))
                .pruneLimit(PruneLimit.parse(pruneLimit))
                .by(RecordOptions.actor(), "")
                .build();
    }
}
