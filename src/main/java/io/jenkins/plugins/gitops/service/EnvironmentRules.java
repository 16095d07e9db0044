package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.DeployRequestBuilder;
import io.jenkins.plugins.gitops.core.flow.PruneLimit;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.ProtectedKinds;

/** What the configuration of an environment, and permissions, say about a deployment: a job can only ask for less. */
final class EnvironmentRules {
    private final ClusterSession session;
    private final Run<?, ?> run;

    EnvironmentRules(ClusterSession session, Run<?, ?> run) {
        this.session = session;
        this.run = run;
    }

    /**
     * @param pruneLimit how many objects may be pruned at once; empty for as many as the environment allows
     * @return the request as the environment allows it
     * @throws GitOpsException when more was asked for
     */
    DeployRequestBuilder applyTo(DeployRequest asked, String pruneLimit) {
        GitOpsEnvironment environment = session.environment();
        PlanOptions planning = asked.planning().withProtectedKinds(ProtectedKinds.of(environment.getProtectedKinds()));
        if (planning.prune() && !mayPrune()) {
            session.progress()
                    .warn("the build may not prune (permission GitOps/Prune): what is no longer declared stays");
            planning = planning.withPrune(false);
        }
        if (environment.getFieldManager() != null) {
            planning = planning.withManager(environment.getFieldManager());
        }
        return asked.but().planning(planning).pruneLimit(limit(pruneLimit, environment));
    }

    private boolean mayPrune() {
        try {
            GitOpsPermissions.check(run, GitOpsPermissions.PRUNE);
            return true;
        } catch (GitOpsException e) {
            return false;
        }
    }

    private static PruneLimit limit(String asked, GitOpsEnvironment environment) {
        String configured = environment.getPruneLimit();
        PruneLimit limit = configured == null ? PruneLimit.DEFAULT : PruneLimit.parse(configured);
        if (asked.isEmpty()) {
            return limit;
        }
        PruneLimit wanted = PruneLimit.parse(asked);
        if (configured != null && (wanted.isShare() != limit.isShare() || wanted.value() > limit.value())) {
            throw new GitOpsException("environment '" + environment.getName() + "' allows to prune " + limit
                    + " objects at once, and pruneLimit asks for " + wanted
                    + ": ask for less, or have the environment's limit raised");
        }
        return wanted;
    }
}
