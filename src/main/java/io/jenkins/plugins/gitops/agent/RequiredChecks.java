package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.GitRepository;
import io.jenkins.plugins.gitops.core.git.TrustedSigners;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import io.jenkins.plugins.gitops.core.policy.Policy;
import io.jenkins.plugins.gitops.core.policy.PolicyReport;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Situation;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.report.PolicyTable;
import io.jenkins.plugins.gitops.git.JGitRepository;
import io.jenkins.plugins.gitops.git.SignatureVerification;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an environment demands of all that is deployed to it, whatever the repository says of itself. The agent checks it
 * first, where files and lines are known; the controller, which does not trust the agent, before it deploys.
 *
 * @param environment the environment's name
 * @param settings the rules, and what they allow; with signers they demand a signature too
 * @param signers whose signatures count; nobody's when none is demanded
 */
public record RequiredChecks(String environment, PolicySettings settings, TrustedSigners signers)
        implements Serializable {
    /** Nothing is demanded. */
    public static final RequiredChecks NONE = new RequiredChecks("", PolicySettings.LIMITS_ONLY, TrustedSigners.NOBODY);

    public RequiredChecks {
        settings = signers.isEmpty() ? settings : settings.withSignature();
    }

    /** @return what is not as the environment demands */
    public PolicyReport check(List<Manifest> manifests, Situation situation) {
        return new Policy(settings).check(manifests, situation);
    }

    /** @return a line for each rule whose violation stops nothing */
    public List<String> warnings(PolicyReport report) {
        return PolicyTable.summary(report).stream()
                .map(line -> "environment '" + environment + "': " + line)
                .toList();
    }

    /**
     * @return what is not as the environment demands, and stops nothing
     * @throws GitOpsException when something does
     */
    List<String> require(PolicyReport report) {
        report.refusal(environment).ifPresent(reason -> {
            throw new GitOpsException(reason);
        });
        return warnings(report);
    }

    /**
     * Looks by whom a commit is signed, with programs of this machine: a container of the build need not have them.
     *
     * @param directory a directory of the work tree
     * @return the commit with what came out; as it is when no signature is demanded
     * @throws GitOpsException when a program that is needed is not there
     */
    Optional<Commit> verified(Optional<Commit> commit, Path directory) {
        if (commit.isEmpty() || signers.isEmpty()) {
            return commit;
        }
        try (GitRepository repository = JGitRepository.open(directory).orElseThrow()) {
            return Optional.of(
                    new SignatureVerification(new ProcessRunner()).verify(repository, commit.get(), signers));
        }
    }
}
