package io.jenkins.plugins.gitops.actions;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.gitops.config.GitOpsPermissions;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The history of a job's deployments, also of those whose build has failed. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class GitOpsJobAction extends Tab implements StaplerProxy {
    private final Job<?, ?> job;

    GitOpsJobAction(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    /** @return this, for those who may see deployments */
    @Override
    public Object getTarget() {
        job.checkPermission(GitOpsPermissions.VIEW);
        return this;
    }

    /** @return the page of the history that the request is for: {@code ?before=12} asks for builds before #12 */
    public JobHistory getHistory() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return new JobHistory(job, number(request.getParameter("before")), request.getContextPath());
    }

    private static int number(String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** @return the newest deployments, nothing for those who may not see them: the job exports it too */
    @Exported
    public List<DeploymentEntry> getDeployments() {
        return getHistory().getLines().stream().map(DeploymentLine::entry).toList();
    }

    /** @return null for those who may not see it */
    @Override
    public String getIconFileName() {
        return job.hasPermission(GitOpsPermissions.VIEW) ? GitOpsBuildAction.ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.GitOpsBuildAction_displayName();
    }

    @Override
    public String getUrlName() {
        return GitOpsBuildAction.URL;
    }

    /** Gives the page to jobs that deploy. It is asked often, so it looks only at builds that are in memory anyway. */
    @Extension
    @Restricted(NoExternalUse.class)
    @SuppressWarnings("rawtypes") // type() of the base class wants it so
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return GitOpsJobAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            Job<?, ?> job = target;
            boolean deploys = Stream.of(job.getLastBuild(), job.getLastSuccessfulBuild())
                    .filter(Objects::nonNull)
                    .anyMatch(build -> build.getAction(GitOpsBuildAction.class) != null);
            return deploys ? List.of(new GitOpsJobAction(job)) : List.of();
        }
    }
}
