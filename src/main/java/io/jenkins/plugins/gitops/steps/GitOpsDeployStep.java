package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.forms.Lines;
import io.jenkins.plugins.gitops.service.DeployTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code gitopsDeploy}: brings an environment to what this build has rendered, or shows what that would change, and returns
 * a {@link GitOpsDeployResult}.
 */
public final class GitOpsDeployStep extends Step {
    private final String app;
    private final String environment;
    private boolean dryRun;
    private String plan;
    private String rollbackTo;
    private boolean force;
    private boolean prune = true;
    private String pruneLimit;
    private ArrayList<String> allowPrune = new ArrayList<>();
    private ArrayList<String> allowReplace = new ArrayList<>();
    private ArrayList<String> adopt = new ArrayList<>();
    private boolean allowOlder;
    private ArrayList<String> ignore = new ArrayList<>();
    private ArrayList<String> sensitive = new ArrayList<>();
    private int lockTimeoutSeconds = 300;
    private int waitTimeoutSeconds = 300;
    private int hookTimeoutSeconds = 300;
    private String formerly;
    private String formerlyEnvironment;
    private String reason;

    /**
     * @param app the name of the set of objects that is deployed together
     * @param environment the name of an environment that is configured for the job
     */
    @DataBoundConstructor
    public GitOpsDeployStep(String app, String environment) {
        this.app = Util.fixEmptyAndTrim(app);
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public String getApp() {
        return app;
    }

    public String getEnvironment() {
        return environment;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** @param dryRun whether only the plan is made and kept */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @CheckForNull
    public String getPlan() {
        return plan;
    }

    /** @param plan the digest of the plan to apply, of an earlier dry run; any other is refused */
    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = Util.fixEmptyAndTrim(plan);
    }

    @CheckForNull
    public String getRollbackTo() {
        return rollbackTo;
    }

    /** @param rollbackTo what to go back to: the number of a build of this job, a deployment's id, or {@code verified} */
    @DataBoundSetter
    public void setRollbackTo(String rollbackTo) {
        this.rollbackTo = Util.fixEmptyAndTrim(rollbackTo);
    }

    public boolean isForce() {
        return force;
    }

    /** @param force whether fields that others own are taken over */
    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    public boolean isPrune() {
        return prune;
    }

    /** @param prune whether what is no longer declared is deleted */
    @DataBoundSetter
    public void setPrune(boolean prune) {
        this.prune = prune;
    }

    @CheckForNull
    public String getPruneLimit() {
        return pruneLimit;
    }

    /** @param pruneLimit how many objects may be deleted at once, {@code 20} or {@code 10%}; unset means the environment's */
    @DataBoundSetter
    public void setPruneLimit(String pruneLimit) {
        this.pruneLimit = Util.fixEmptyAndTrim(pruneLimit);
    }

    public List<String> getAllowPrune() {
        return Collections.unmodifiableList(allowPrune);
    }

    /** @param allowPrune protected objects that may be deleted, {@code KIND/NAME} each */
    @DataBoundSetter
    public void setAllowPrune(List<String> allowPrune) {
        this.allowPrune = Lines.of(allowPrune);
    }

    @Restricted(NoExternalUse.class)
    public String getAllowPruneText() {
        return Lines.join(allowPrune);
    }

    public List<String> getAllowReplace() {
        return Collections.unmodifiableList(allowReplace);
    }

    /** @param allowReplace objects that may be deleted and created anew, {@code KIND/NAME} each */
    @DataBoundSetter
    public void setAllowReplace(List<String> allowReplace) {
        this.allowReplace = Lines.of(allowReplace);
    }

    @Restricted(NoExternalUse.class)
    public String getAllowReplaceText() {
        return Lines.join(allowReplace);
    }

    public List<String> getAdopt() {
        return Collections.unmodifiableList(adopt);
    }

    /** @param adopt owners whose objects may be taken over, as a refusal names them: {@code helm/web} */
    @DataBoundSetter
    public void setAdopt(List<String> adopt) {
        this.adopt = Lines.of(adopt);
    }

    @Restricted(NoExternalUse.class)
    public String getAdoptText() {
        return Lines.join(adopt);
    }

    public boolean isAllowOlder() {
        return allowOlder;
    }

    /** @param allowOlder whether the commit may be an ancestor of what is deployed */
    @DataBoundSetter
    public void setAllowOlder(boolean allowOlder) {
        this.allowOlder = allowOlder;
    }

    public List<String> getIgnore() {
        return Collections.unmodifiableList(ignore);
    }

    /** @param ignore fields whose difference alone is no reason to apply, {@code KIND[/NAME]:FIELD} each */
    @DataBoundSetter
    public void setIgnore(List<String> ignore) {
        this.ignore = Lines.of(ignore);
    }

    @Restricted(NoExternalUse.class)
    public String getIgnoreText() {
        return Lines.join(ignore);
    }

    public List<String> getSensitive() {
        return Collections.unmodifiableList(sensitive);
    }

    /** @param sensitive fields whose values are never shown, {@code KIND[/NAME]:FIELD} each */
    @DataBoundSetter
    public void setSensitive(List<String> sensitive) {
        this.sensitive = Lines.of(sensitive);
    }

    @Restricted(NoExternalUse.class)
    public String getSensitiveText() {
        return Lines.join(sensitive);
    }

    public int getLockTimeoutSeconds() {
        return lockTimeoutSeconds;
    }

    /** @param lockTimeoutSeconds how long to wait for another deployment of the app */
    @DataBoundSetter
    public void setLockTimeoutSeconds(int lockTimeoutSeconds) {
        this.lockTimeoutSeconds = lockTimeoutSeconds;
    }

    public int getWaitTimeoutSeconds() {
        return waitTimeoutSeconds;
    }

    /** @param waitTimeoutSeconds how long a wave may take to become healthy before the next */
    @DataBoundSetter
    public void setWaitTimeoutSeconds(int waitTimeoutSeconds) {
        this.waitTimeoutSeconds = waitTimeoutSeconds;
    }

    public int getHookTimeoutSeconds() {
        return hookTimeoutSeconds;
    }

    /** @param hookTimeoutSeconds how long one Helm hook may take */
    @DataBoundSetter
    public void setHookTimeoutSeconds(int hookTimeoutSeconds) {
        this.hookTimeoutSeconds = hookTimeoutSeconds;
    }

    @CheckForNull
    public String getFormerly() {
        return formerly;
    }

    /** @param formerly the name that the app had before: its objects move to the new name */
    @DataBoundSetter
    public void setFormerly(String formerly) {
        this.formerly = Util.fixEmptyAndTrim(formerly);
    }

    @CheckForNull
    public String getFormerlyEnvironment() {
        return formerlyEnvironment;
    }

    /** @param formerlyEnvironment the name that the environment had before */
    @DataBoundSetter
    public void setFormerlyEnvironment(String formerlyEnvironment) {
        this.formerlyEnvironment = Util.fixEmptyAndTrim(formerlyEnvironment);
    }

    @CheckForNull
    public String getReason() {
        return reason;
    }

    /** @param reason why, for the record */
    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    /**
     * @param expand fills in variables, in a freestyle job
     * @return all of it, checked
     */
    @Restricted(NoExternalUse.class)
    public DeployTask toTask(UnaryOperator<String> expand) {
        return new DeployTask(
                Names.required("app", app, expand),
                Names.required("environment", environment, expand),
                dryRun,
                expand.apply(Util.fixNull(plan)),
                expand.apply(Util.fixNull(rollbackTo)),
                force,
                prune,
                expand.apply(Util.fixNull(pruneLimit)),
                new DeployTask.Allowed(
                        Lines.each(allowPrune, expand), Lines.each(allowReplace, expand), Lines.each(adopt, expand)),
                new DeployTask.Fields(ignore, sensitive),
                allowOlder,
                new DeployTask.Seconds(
                        Numbers.seconds("lockTimeoutSeconds", lockTimeoutSeconds),
                        Numbers.seconds("waitTimeoutSeconds", waitTimeoutSeconds),
                        Numbers.seconds("hookTimeoutSeconds", hookTimeoutSeconds)),
                expand.apply(Util.fixNull(formerly)),
                expand.apply(Util.fixNull(formerlyEnvironment)),
                expand.apply(Util.fixNull(reason)));
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new GitOpsDeployExecution(toTask(UnaryOperator.identity()), context);
        } catch (GitOpsException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Descriptor. */
    @Extension
    public static final class DescriptorImpl extends EnvironmentStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitopsDeploy";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsDeployStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }
    }
}
