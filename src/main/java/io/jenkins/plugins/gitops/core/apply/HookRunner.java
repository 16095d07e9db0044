package io.jenkins.plugins.gitops.core.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.Progress;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Reason;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import io.jenkins.plugins.gitops.core.health.Verifier;
import io.jenkins.plugins.gitops.core.health.VerifyRequest;
import io.jenkins.plugins.gitops.core.health.VerifyResult;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Failure;
import io.jenkins.plugins.gitops.core.health.VerifyResult.Verdict;
import io.jenkins.plugins.gitops.core.health.WaitClock;
import io.jenkins.plugins.gitops.core.manifest.Hook;
import io.jenkins.plugins.gitops.core.manifest.HookEvent;
import io.jenkins.plugins.gitops.core.manifest.HookPolicy;
import io.jenkins.plugins.gitops.core.plan.DesiredSet;
import io.jenkins.plugins.gitops.core.plan.DueHooks;
import io.jenkins.plugins.gitops.core.plan.PlanOptions;
import io.jenkins.plugins.gitops.core.plan.SecretText;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs Helm hooks as Helm does ({@code pkg/action/hooks.go}): one after the other, a Job or Pod to its end, any other
 * kind only created; after all of an event have succeeded, those that ask for it are deleted, the last one first. The
 * first that fails ends the deployment.
 */
public final class HookRunner {
    private final ClusterGateway cluster;
    private final DueHooks due;
    private final Waits waits;
    private final DeployLock lock;
    private final Ledger ledger;
    private final Progress progress;
    private final HookObjects objects;
    private final HookLog log;
    private final SecretText secrets;
    private final DesiredSet desired;
    private final Consumer<String> phase;

    /**
     * @param due what to run
     * @param desired what is deployed; the values of its Secrets are hidden in logs
     * @param owner the owner label's value of this app's objects
     * @param deployment the deployment's id
     * @param lock held by the caller, checked before each hook
     * @param ledger gets a result for each hook
     * @param phase told when hooks begin to run
     */
    public HookRunner(
            ClusterGateway cluster,
            DueHooks due,
            DesiredSet desired,
            String owner,
            String deployment,
            PlanOptions options,
            Waits waits,
            DeployLock lock,
            Ledger ledger,
            Progress progress,
            Consumer<String> phase) {
        this.cluster = cluster;
        this.due = due;
        this.waits = waits;
        this.lock = lock;
        this.ledger = ledger;
        this.progress = progress;
        this.desired = desired;
        this.phase = phase;
        this.objects = new HookObjects(cluster, options, waits.deletion(), owner, deployment);
        this.log = new HookLog(cluster);
        this.secrets = SecretText.of(desired.manifests());
    }

    /**
     * Runs what comes before the first object, then the work, then what comes after the last object. When anything has
     * failed, the rest is not run; hooks and objects that were not reached are noted as skipped.
     *
     * @param work applies and prunes the objects
     * @throws GitOpsException when a hook failed or did not end in time, or the lock was lost; the message names the hook
     *     and tells what it printed last
     */
    public void around(Runnable work) {
        try {
            run(due.occasion().before(), due.before());
            work.run();
            if (ledger.failures().isEmpty()) {
                run(due.occasion().after(), due.after());
            }
        } finally {
            ledger.skipRest(due.before().stream().map(Hook::key));
            ledger.skipRest(desired.byKey().keySet().stream());
            ledger.skipRest(due.after().stream().map(Hook::key));
        }
    }

    private void run(HookEvent event, List<Hook> hooks) {
        if (hooks.isEmpty()) {
            return;
        }
        phase.accept("hooks");
        List<Hook> succeeded = new ArrayList<>();
        for (Hook hook : hooks) {
            lock.check();
            long start = System.nanoTime();
            try {
                run(hook);
                ledger.ran(hook.key(), Outcome.RAN, event.word() + " hook", took(start));
                succeeded.add(hook);
            } catch (GitOpsException e) {
                throw failed(event, hook, succeeded, e, took(start));
            }
        }
        Collections.reverse(succeeded);
        clean(succeeded);
    }

    private void run(Hook hook) {
        progress.object(hook.key(), "runs", "");
        ObjectNode created = objects.create(hook);
        if (!hook.ends()) {
            return;
        }
        VerifyResult end = new Verifier(cluster, WaitClock.system(), progress)
                .verify(VerifyRequest.end(VerifyRequest.Target.of(created), objects.selector(), waits.hooks()));
        if (end.verdict() == Verdict.INTERRUPTED) {
            throw new ClusterException(
                    Reason.INTERRUPTED, "stopped while it ran; it goes on in the cluster until it ends", null);
        }
        boolean shown = hook.output().contains(end.isHealthy() ? HookPolicy.HOOK_SUCCEEDED : HookPolicy.HOOK_FAILED);
        if (shown) {
            log.lines(created).forEach(line -> progress.info(secrets.hide(line)));
        }
        if (!end.isHealthy()) {
            throw new GitOpsException(reason(end));
        }
    }

    private String reason(VerifyResult end) {
        List<String> lines = new ArrayList<>();
        for (Failure failure : end.failures()) {
            String why = failure.health().reason();
            lines.add(
                    end.verdict() == Verdict.TIMED_OUT
                            ? "it has not ended after " + waits.hooks().toSeconds() + " s: " + why
                            : why);
            failure.details().forEach(detail -> lines.add("  " + detail));
        }
        return secrets.hide(String.join("\n", lines));
    }

    private GitOpsException failed(
            HookEvent event, Hook hook, List<Hook> succeeded, GitOpsException cause, Duration took) {
        String message = event.word() + " hook: " + cause.getMessage();
        ledger.ran(hook.key(), Outcome.FAILED, message.lines().findFirst().orElse(""), took);
        if (cause instanceof ClusterException failure && failure.reason() == Reason.INTERRUPTED) {
            return cause;
        }
        if (hook.isDeleted(HookPolicy.HOOK_FAILED)) {
            delete(hook);
        }
        clean(succeeded);
        return new GitOpsException(event.word() + " hook " + hook.key() + " failed: " + cause.getMessage(), cause);
    }

    private void clean(List<Hook> succeeded) {
        succeeded.stream()
                .filter(hook -> hook.isDeleted(HookPolicy.HOOK_SUCCEEDED))
                .forEach(this::delete);
    }

    /** What cannot be deleted is no reason to fail: the hook has done its work, and its next run says so again. */
    private void delete(Hook hook) {
        try {
            objects.delete(hook);
        } catch (GitOpsException e) {
            if (e instanceof ClusterException failure && failure.reason() == Reason.INTERRUPTED) {
                throw e;
            }
            progress.warn("the hook " + hook.key() + " was left behind: " + e.getMessage());
        }
    }

    private static Duration took(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
