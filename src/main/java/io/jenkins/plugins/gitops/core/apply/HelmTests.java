package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.check.CheckResult;
import io.jenkins.plugins.gitops.core.check.CheckResult.Kind;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.Verifier;
import io.jenkins.plugins.gitops.core.health.VerifyRequest;
import io.jenkins.plugins.gitops.core.health.VerifyResult;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.HookEvent;
import io.jenkins.plugins.gitops.core.manifest.HookPolicy;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.SecretText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the test hooks of a chart as {@code helm test} does: by weight and name, a Job or Pod to its end, other kinds only
 * created; after the first that fails none is run any more. Deletion goes by each hook's policy.
 */
public final class HelmTests {
    private final ClusterGateway cluster;
    private final List<Hook> hooks;
    private final Duration limit;
    private final Progress progress;
    private final HookObjects objects;
    private final HookLog log;
    private final SecretText secrets;

    /**
     * @param deployed what is deployed, with all its hooks; the values of its Secrets are hidden in logs
     * @param owner the owner label's value of this app's objects
     * @param deployment the deployment's id
     * @param limit how long one hook may take
     */
    public HelmTests(
            ClusterGateway cluster,
            DesiredSet deployed,
            String owner,
            String deployment,
            Duration limit,
            Progress progress) {
        this.cluster = cluster;
        this.hooks = deployed.hooks().stream()
                .filter(hook -> hook.isFor(HookEvent.TEST))
                .toList();
        this.limit = limit;
        this.progress = progress;
        this.objects = new HookObjects(cluster, PlanOptions.standard(), Waits.DEFAULT.deletion(), owner, deployment);
        this.log = new HookLog(cluster);
        this.secrets = SecretText.of(deployed.manifests());
    }

    /**
     * @return a result for each hook; those of a failed Job or Pod have been told with its last log lines
     * @throws ClusterException with reason {@code INTERRUPTED} when the thread was interrupted
     */
    public List<CheckResult> run() {
        List<CheckResult> results = new ArrayList<>();
        for (Hook hook : hooks) {
            boolean failed = results.stream().anyMatch(result -> !result.passed());
            results.add(failed ? result(hook, false, "not run, since a test before it failed", 0) : run(hook));
        }
        return results;
    }

    private CheckResult run(Hook hook) {
        long start = System.nanoTime();
        progress.object(hook.key(), "runs", "");
        try {
            String failure = secrets.hide(outcome(hook));
            delete(hook, failure.isEmpty() ? HookPolicy.HOOK_SUCCEEDED : HookPolicy.HOOK_FAILED);
            return result(hook, failure.isEmpty(), failure, start);
        } catch (GitOpsException e) {
            stopIfInterrupted(e);
            return result(hook, false, secrets.hide(e.getMessage()), start);
        }
    }

    /** @return why the hook failed; empty when it did not */
    private String outcome(Hook hook) {
        ObjectNode created = objects.create(hook);
        if (!hook.ends()) {
            return "";
        }
        VerifyResult end = new Verifier(cluster, WaitClock.system(), progress)
                .verify(VerifyRequest.end(VerifyRequest.Target.of(created), objects.selector(), limit));
        if (end.verdict() == Verdict.INTERRUPTED) {
            throw new ClusterException(
                    Reason.INTERRUPTED, "stopped while a test ran; it goes on in the cluster until it ends", null);
        }
        if (hook.output().contains(end.isHealthy() ? HookPolicy.HOOK_SUCCEEDED : HookPolicy.HOOK_FAILED)) {
            log.lines(created).forEach(line -> progress.info(secrets.hide(line)));
        }
        if (end.isHealthy()) {
            return "";
        }
        end.failures().forEach(failure -> failure.details().forEach(line -> progress.info("  " + secrets.hide(line))));
        String why =
                end.failures().isEmpty() ? "" : end.failures().get(0).health().reason();
        return end.verdict() == Verdict.TIMED_OUT ? "it has not ended after " + limit.toSeconds() + " s: " + why : why;
    }

    /** What cannot be deleted changes nothing in how the test ended. */
    private void delete(Hook hook, HookPolicy when) {
        if (!hook.isDeleted(when)) {
            return;
        }
        try {
            objects.delete(hook);
        } catch (GitOpsException e) {
            stopIfInterrupted(e);
            progress.warn("the test " + hook.key() + " was left behind: " + e.getMessage());
        }
    }

    private static void stopIfInterrupted(GitOpsException e) {
        if (e instanceof ClusterException failure && failure.reason() == Reason.INTERRUPTED) {
            throw e;
        }
    }

    private static CheckResult result(Hook hook, boolean passed, String message, long start) {
        Duration took = start == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
        return new CheckResult(Kind.HELM_TEST, hook.key().shortName(), passed, message, took);
    }
}
