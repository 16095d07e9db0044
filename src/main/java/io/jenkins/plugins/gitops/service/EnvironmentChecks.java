package io.jenkins.plugins.gitops.service;

import hudson.model.Job;
import io.jenkins.plugins.gitops.agent.RequiredChecks;
import io.jenkins.plugins.gitops.config.Environments;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.git.TrustedSigners;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Situation;
import io.jenkins.plugins.gitops.core.project.Project;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import java.util.List;
import java.util.Optional;

/** The checks and trusted signers of an environment, which lie over what the repository says of itself. */
final class EnvironmentChecks {
    private final ClusterSession session;

    EnvironmentChecks(ClusterSession session) {
        this.session = session;
    }

    /**
     * @param environment the name of an environment, configured for the job or not
     * @return what it demands
     * @throws GitOpsException when its configuration is wrong
     */
    static RequiredChecks of(Job<?, ?> job, String environment) {
        return Environments.find(job, environment).map(EnvironmentChecks::of).orElse(RequiredChecks.NONE);
    }

    private static RequiredChecks of(GitOpsEnvironment environment) {
        return new RequiredChecks(environment.getName(), settings(environment), signers(environment));
    }

    private static PolicySettings settings(GitOpsEnvironment environment) {
        return environment.getChecks() == null
                ? PolicySettings.LIMITS_ONLY
                : Project.readChecks(
                        environment.getChecks(),
                        "the checks of environment '" + environment.getName() + "'",
                        PolicySettings.LIMITS_ONLY);
    }

    private static TrustedSigners signers(GitOpsEnvironment environment) {
        if (environment.getTrustedSigners() == null) {
            return TrustedSigners.NOBODY;
        }
        try {
            return TrustedSigners.of(List.of(environment.getTrustedSigners()));
        } catch (GitOpsException e) {
            throw new GitOpsException(
                    "the trusted signers of environment '" + environment.getName() + "': " + e.getMessage(), e);
        }
    }

    /**
     * Checks what is to be deployed, and tells of what stops nothing.
     *
     * @return why it must not be deployed; empty when it may
     * @throws GitOpsException when the environment's configuration is wrong
     */
    Optional<String> refusal(RenderResult rendered, Optional<Commit> commit) {
        RequiredChecks required = of(session.environment());
        PolicyReport report = required.check(
                rendered.declared(), new Situation(session.target().namespace(), session.cluster()::version, commit));
        required.warnings(report).forEach(session.progress()::warn);
        return report.refusal(required.environment()).map(reason -> isUnchecked(commit) ? reason + remedy() : reason);
    }

    private static boolean isUnchecked(Optional<Commit> commit) {
        return commit.flatMap(Commit::signature)
                .filter(signature -> signature.state() == Signature.State.UNCHECKED)
                .isPresent();
    }

    private String remedy() {
        return "\nSignatures are checked when it is rendered for the environment: call gitopsRender with environment: '"
                + session.target().environment() + "'";
    }
}
