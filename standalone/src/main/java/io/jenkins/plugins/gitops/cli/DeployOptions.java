package io.jenkins.plugins.gitops.cli;

import io.jenkins.plugins.gitops.core.apply.LockOptions;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.Target;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            paramLabel = "DIGEST",
            description = "Apply exactly the plan with this digest, or refuse.")
    private String plan;

    @Option(names = "--force-conflicts", description = "Take over fields that others own.")
    private boolean force;

    @Option(names = "--no-prune", description = "Keep objects that are no longer declared.")
    private boolean noPrune;

    @Option(
            names = "--prune-limit",
            paramLabel = "N",
            description = "Refuse to delete more objects than this (default: " + DeployRequest.PRUNE_LIMIT + ").")
    private int pruneLimit = DeployRequest.PRUNE_LIMIT;

    @Option(
            names = "--allow-prune",
            paramLabel = "KIND/NAME",
            description = "Delete this protected object when it is no longer declared; may be repeated.")
    private Set<String> allowPrune = new HashSet<>();

    @Option(names = "--lock-timeout", paramLabel = "SECONDS", description = "How long to wait for another deployment.")
    private int lockTimeout = (int) LockOptions.DEFAULT.patience().toSeconds();

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
        return new DeployRequest(
                target,
                dryRun ? Kind.DRY_RUN : Kind.DEPLOY,
                List.of(),
                Optional.empty(),
                Map.of(),
                new PlanOptions(PlanOptions.MANAGER, force, !noPrune, allowPrune),
                pruneLimit,
                plan == null ? "" : plan,
                allowOlder,
                new LockOptions(LockOptions.DEFAULT.lease(), Duration.ofSeconds(lockTimeout)),
                RecordOptions.actor(),
                reason);
    }
}
