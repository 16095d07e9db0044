package io.jenkins.plugins.gitops.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.agent.WorkspaceGit;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.AgreedPlan;
import io.jenkins.plugins.gitops.core.flow.Deploy;
import io.jenkins.plugins.gitops.core.flow.DeployRequest;
import io.jenkins.plugins.gitops.core.flow.DeployRequestBuilder;
import io.jenkins.plugins.gitops.core.git.CommitGraph;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import java.util.Optional;
import java.util.function.Consumer;

/** Deploys for a build: what step and build step of a freestyle job both call. */
public final class DeployService {
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Optional<FilePath> workspace;

    /** @param workspace where it was rendered, to ask its Git repository; null when it is gone */
    public DeployService(Run<?, ?> run, TaskListener listener, @CheckForNull FilePath workspace) {
        this.run = run;
        this.listener = listener;
        this.workspace = Optional.ofNullable(workspace);
    }

    /**
     * Deploys, or plans only. Blocks; an interrupt of the thread stops it.
     *
     * @param before the id of the record of the attempt that a restart of Jenkins has cut off; empty for the first
     * @param started told the id of the record as soon as there is one
     * @return the record: planned, applied, or failed with the reason as its message
     * @throws io.jenkins.plugins.gitops.core.GitOpsException when it cannot even begin
     * @throws java.util.concurrent.CancellationException when it was stopped; the record says so
     */
    public DeploymentRecord run(DeployTask task, String before, Consumer<String> started) {
        GitOpsPermissions.check(run, task.isRollback() ? GitOpsPermissions.ROLLBACK : GitOpsPermissions.DEPLOY);
        Optional<StoredRender> render = task.isRollback()
                ? Optional.empty()
                : Optional.of(new StoredRenders(run).load(task.app(), task.environment()));
        try (ClusterSession session = ClusterSession.open(run, listener, task.app(), task.environment())
                .telling(started)) {
            Optional<DeploymentRecord> cutOff = new CutOff(session).end(before);
            DeployRequestBuilder request = request(task, session, cutOff.isPresent());
            return StepWords.of(
                    render.isPresent()
                            ? deploy(session, render.get(), request)
                            : new BuildRollback(run, session).run(task.rollbackTo(), cutOff, request));
        } catch (GitOpsException e) {
            throw StepWords.of(e);
        }
    }

    private DeploymentRecord deploy(ClusterSession session, StoredRender render, DeployRequestBuilder request) {
        RenderResult rendered = render.manifests(session.target().namespace());
        Optional<CommitGraph> git = render.commit().isEmpty()
                ? Optional.empty()
                : workspace.map(directory -> new WorkspaceGit(directory.child(render.directory())));
        DeployRequest complete = request.of(rendered.manifests(), render.commit(), render.source())
                .hooks(rendered.hooks())
                .build();
        Deploy deploy = session.deploy(git);
        return new EnvironmentChecks(session)
                .refusal(rendered, render.commit())
                .map(reason -> deploy.refuse(complete, reason))
                .orElseGet(() -> deploy.run(complete));
    }

    private DeployRequestBuilder request(DeployTask task, ClusterSession session, boolean again) {
        DeployRequestBuilder request = new EnvironmentRules(session, run)
                .applyTo(task.template(session.target()).build(), task.pruneLimit());
        if (!task.plan().isEmpty()) {
            AgreedPlan agreed = AgreedPlan.of(task.plan());
            request.agreed(again ? agreed.begun() : agreed);
        }
        return request.by(session.actor(), task.reason());
    }
}
