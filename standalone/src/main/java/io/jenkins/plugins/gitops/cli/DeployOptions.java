package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.apply.Waits;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.PruneLimit;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to deploy: the same for a deployment and a rollback. */
final class DeployOptions {
    @Option(names = "--dry-run", description = "Plan only: show what would change, write nothing to the cluster.")
    private boolean dryRun;

    @Option(
            names = "--detailed-exitcode",
            description = "With --dry-run: exit with 2 when there is something to change.")
    private boolean detailedExitCode;

    @Option(
            names = "--plan",
            paramLabel = "DIGEST|FILE",
            description =
                    "Apply exactly the plan with this digest, or refuse and name what has moved. FILE is a plan or"
                            + " record as JSON, of diff or deploy --dry-run with -o json.")
    private String plan;

    @Mixin
    private PlanningOptions planning;

    @Option(
            names = "--prune-limit",
            paramLabel = "N|N%",
            description = "Refuse to delete more objects than this, or more than this share of the app's objects"
                    + " (default: ${DEFAULT-VALUE}).")
    private String pruneLimit = PruneLimit.DEFAULT.toString();

    @Option(names = "--lock-timeout", paramLabel = "SECONDS", description = "How long to wait for another deployment.")
    private int lockTimeout = (int) LockOptions.DEFAULT.patience().toSeconds();

    @Option(
            names = "--wait-timeout",
            paramLabel = "SECONDS",
            description =
                    "How long the objects of a wave may take to become healthy before the next wave (default: ${DEFAULT-VALUE}).")
    private int waitTimeout = (int) Waits.DEFAULT.ready().toSeconds();

    @Option(
            names = "--hook-timeout",
            paramLabel = "SECONDS",
            description = "How long one Helm hook may take (default: ${DEFAULT-VALUE}).")
    private int hookTimeout = (int) Waits.DEFAULT.hooks().toSeconds();

    @Option(
            names = "--prune-timeout",
            paramLabel = "SECONDS",
            description =
                    "How long to wait until pruned and replaced objects are gone, when something holds them (default: ${DEFAULT-VALUE}).")
    private int pruneTimeout = (int) Waits.DEFAULT.deletion().toSeconds();

    @Mixin
    private HealthOptions health;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "";

    boolean dryRun() {
        return dryRun;
    }

    boolean detailedExitCode() {
        return detailedExitCode;
    }

    /** @return a request without manifests, which the caller adds */
    DeployRequest template(Target target, boolean allowOlder) {
        return DeployRequest.to(target)
                .kind(dryRun ? Kind.DRY_RUN : Kind.DEPLOY)
                .planning(planning.options())
                .former(planning.former())
                .pruneLimit(PruneLimit.parse(pruneLimit))
                .agreed(AgreedPlans.read(plan))
                .allowOlder(allowOlder)
                .lock(new LockOptions(LockOptions.DEFAULT.lease(), Duration.ofSeconds(lockTimeout)))
                .waits(new Waits(
                        Duration.ofSeconds(waitTimeout),
                        Duration.ofSeconds(hookTimeout),
                        Duration.ofSeconds(pruneTimeout),
                        health.expressions()))
                .by(RecordOptions.actor(), reason)
                .build();
    }
}
