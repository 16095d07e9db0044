package io.jenkins.plugins.gitops.core.flow;

import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.apply.HelmTests;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.check.CheckResult.Kind;
import io.jenkins.plugins.gitops.core.check.HttpChecks;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.SecretText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/** The tests and checks of a deployment that is healthy. */
final class Checks {
    private final ClusterGateway cluster;
    private final VerifyOptions options;
    private final WaitClock clock;
    private final Progress progress;

    Checks(ClusterGateway cluster, VerifyOptions options, WaitClock clock, Progress progress) {
        this.cluster = cluster;
        this.options = options;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @param deployed what is deployed, with its hooks; empty when that is not known
     * @param owner the owner label's value of the app's objects
     * @param deployment the deployment's id
     * @throws CancellationException when the thread was interrupted
     */
    List<CheckResult> run(Target target, Optional<DesiredSet> deployed, String owner, String deployment) {
        if (options.tests().isEmpty() && options.checks().isEmpty()) {
            return List.of();
        }
        progress.phase("checks");
        try {
            List<CheckResult> results = new ArrayList<>();
            options.tests().ifPresent(limit -> results.addAll(tests(limit, deployed, owner, deployment)));
            UnaryOperator<String> mask = mask(deployed);
            new HttpChecks(cluster, clock, progress)
                    .run(options.checks(), target.namespace()).stream()
                            .map(result -> new CheckResult(
                                    result.kind(),
                                    result.name(),
                                    result.passed(),
                                    mask.apply(result.message()),
                                    result.took()))
                            .forEach(results::add);
            return results;
        } catch (ClusterException e) {
            if (e.reason() == Reason.INTERRUPTED) {
                throw new CancellationException("verify was stopped");
            }
            throw e;
        }
    }

    private List<CheckResult> tests(Duration limit, Optional<DesiredSet> deployed, String owner, String deployment) {
        if (deployed.isEmpty()) {
            String why = "what was deployed is not stored any more, and its tests with it; deploy anew";
            return List.of(new CheckResult(Kind.HELM_TEST, "tests", false, why, Duration.ZERO));
        }
        List<CheckResult> results = new HelmTests(cluster, deployed.get(), owner, deployment, limit, progress).run();
        if (results.isEmpty()) {
            progress.warn("there are no tests to run: no object that was deployed has helm.sh/hook: test");
        }
        return results;
    }

    /** @return what hides the values of the deployment's own Secrets */
    static UnaryOperator<String> mask(Optional<DesiredSet> deployed) {
        return deployed.<UnaryOperator<String>>map(set -> SecretText.of(set.manifests())::hide)
                .orElse(UnaryOperator.identity());
    }
}
