package io.jenkins.plugins.gitops.service;

import hudson.model.Run;
import io.jenkins.plugins.gitops.actions.DeploymentEntry;
import io.jenkins.plugins.gitops.actions.GitOpsBuildAction;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.flow.DeployRequestBuilder;
import io.jenkins.plugins.gitops.core.flow.History;
import io.jenkins.plugins.gitops.core.flow.Rollback;
import io.jenkins.plugins.gitops.core.inventory.Deployment;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Goes back: to what a build of the same job has deployed, to a deployment, or to the last verified one. */
final class BuildRollback {
    private static final Pattern BUILD = Pattern.compile("#?\\d{1,9}");
    private static final String VERIFIED = "verified";
    private static final Set<State> APPLIED = EnumSet.of(State.APPLIED, State.VERIFIED);

    private final Run<?, ?> run;
    private final ClusterSession session;

    BuildRollback(Run<?, ?> run, ClusterSession session) {
        this.run = run;
        this.session = session;
    }

    /**
     * @param to a build's number, the beginning of a deployment's id, or {@code verified}
     * @param cutOff the record of an attempt that was cut off: it has chosen already
     * @return the rollback's record
     */
    DeploymentRecord run(String to, Optional<DeploymentRecord> cutOff, DeployRequestBuilder request) {
        Optional<String> chosen = cutOff.map(record -> Json.text(Json.object().setAll(record.source()), "deployment"));
        if (chosen.filter(id -> !id.isEmpty()).isPresent()) {
            return remembered(chosen.get(), request);
        }
        return BUILD.matcher(to).matches()
                ? build(Integer.parseInt(to.replace("#", "")), request)
                : remembered(to.equals(VERIFIED) ? "" : to, request);
    }

    private DeploymentRecord remembered(String id, DeployRequestBuilder request) {
        Deployment target = History.of(session.cluster(), session.target()).rollbackTarget(id);
        return new Rollback(session.cluster(), session.deploy(Optional.empty())).run(request.build(), target);
    }

    /** The cluster remembers the last ten; what is older is deployed as the build has rendered it. */
    private DeploymentRecord build(int number, DeployRequestBuilder request) {
        Run<?, ?> build = run.getParent().getBuildByNumber(number);
        GitOpsBuildAction action = build == null ? null : build.getAction(GitOpsBuildAction.class);
        if (action == null) {
            throw new GitOpsException(
                    "build #" + number + " of " + run.getParent().getFullDisplayName()
                            + " is not there any more, or has deployed nothing; choose another build, or a deployment by its id");
        }
        DeploymentEntry entry = action.getDeployments().stream()
                .filter(candidate -> candidate.getApp().equals(session.target().app())
                        && candidate.getEnvironment().equals(session.target().environment())
                        && APPLIED.contains(candidate.state()))
                .max(Comparator.comparing(DeploymentEntry::getId))
                .orElseThrow(() -> new GitOpsException("build #" + number + " has applied nothing of "
                        + session.target() + "; choose another build, or a deployment by its id"));
        boolean known = History.of(session.cluster(), session.target()).deployments().stream()
                .anyMatch(deployment -> deployment.id().equals(entry.getId()));
        return known ? remembered(entry.getId(), request) : rendered(build, entry, request);
    }

    private DeploymentRecord rendered(Run<?, ?> build, DeploymentEntry entry, DeployRequestBuilder request) {
        StoredRender render = new StoredRenders(build).load(entry.getApp(), entry.getEnvironment());
        RenderResult rendered = render.manifests(session.target().namespace());
        return session.deploy(Optional.empty())
                .run(request.of(rendered.manifests(), render.commit(), render.source())
                        .hooks(rendered.hooks())
                        .rollback()
                        .allowOlder(true)
                        .build());
    }
}
