package io.jenkins.plugins.gitops.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.forms.Lines;
import io.jenkins.plugins.gitops.service.DeployTask;
import io.jenkins.plugins.gitops.service.Verdict;
import io.jenkins.plugins.gitops.service.VerifyTask;
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
import org.kohsuke.stapler.verb.POST;

/**
 * {@code gitopsVerify}: waits until what was deployed last is healthy, compares it with what was applied, and returns a
 * {@link GitOpsVerifyResult}.
 */
public final class GitOpsVerifyStep extends Step {
    private final String app;
    private final String environment;
    private int timeoutSeconds = 600;
    private int stableForSeconds = 0;
    private String onFailure = OnFailure.FAIL.word();
    private String onDrift = OnDrift.UNSTABLE.word();
    private boolean tests;
    private int testTimeoutSeconds = 300;
    private ArrayList<String> checks = new ArrayList<>();
    private boolean correct;
    private ArrayList<String> ignore = new ArrayList<>();
    private ArrayList<String> sensitive = new ArrayList<>();

    /**
     * @param app the name of the set of objects that is deployed together
     * @param environment the name of an environment that is configured for the job
     */
    @DataBoundConstructor
    public GitOpsVerifyStep(String app, String environment) {
        this.app = Util.fixEmptyAndTrim(app);
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public String getApp() {
        return app;
    }

    public String getEnvironment() {
        return environment;
    }

    public int getTimeoutSeconds() {
        return timeoutSeconds;
    }

    /** @param timeoutSeconds how long the objects may take to become healthy */
    @DataBoundSetter
    public void setTimeoutSeconds(int timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    public int getStableForSeconds() {
        return stableForSeconds;
    }

    /** @param stableForSeconds how long they must stay healthy together */
    @DataBoundSetter
    public void setStableForSeconds(int stableForSeconds) {
        this.stableForSeconds = stableForSeconds;
    }

    public String getOnFailure() {
        return onFailure;
    }

    /** @param onFailure {@code fail}, {@code unstable} or {@code rollback}, when it is not healthy */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Util.fixNull(onFailure).strip();
    }

    public String getOnDrift() {
        return onDrift;
    }

    /** @param onDrift {@code ignore}, {@code unstable} or {@code fail}, when it is not as it was applied */
    @DataBoundSetter
    public void setOnDrift(String onDrift) {
        this.onDrift = Util.fixNull(onDrift).strip();
    }

    public boolean isTests() {
        return tests;
    }

    /** @param tests whether the chart's test hooks are run when all is healthy */
    @DataBoundSetter
    public void setTests(boolean tests) {
        this.tests = tests;
    }

    public int getTestTimeoutSeconds() {
        return testTimeoutSeconds;
    }

    /** @param testTimeoutSeconds how long one test hook may take */
    @DataBoundSetter
    public void setTestTimeoutSeconds(int testTimeoutSeconds) {
        this.testTimeoutSeconds = testTimeoutSeconds;
    }

    public List<String> getChecks() {
        return Collections.unmodifiableList(checks);
    }

    /** @param checks what must answer when all is healthy, {@code http://SERVICE:PORT/PATH} each */
    @DataBoundSetter
    public void setChecks(List<String> checks) {
        this.checks = Lines.of(checks);
    }

    @Restricted(NoExternalUse.class)
    public String getChecksText() {
        return Lines.join(checks);
    }

    public boolean isCorrect() {
        return correct;
    }

    /** @param correct whether drift is put back before anything is verified */
    @DataBoundSetter
    public void setCorrect(boolean correct) {
        this.correct = correct;
    }

    public List<String> getIgnore() {
        return Collections.unmodifiableList(ignore);
    }

    /** @param ignore fields whose difference is no drift, {@code KIND[/NAME]:FIELD} each */
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

    /**
     * @param expand fills in variables, in a freestyle job
     * @return what to verify, checked
     */
    @Restricted(NoExternalUse.class)
    public VerifyTask toTask(UnaryOperator<String> expand) {
        return new VerifyTask(
                Names.required("app", app, expand),
                Names.required("environment", environment, expand),
                Numbers.seconds("timeoutSeconds", timeoutSeconds),
                Numbers.seconds("stableForSeconds", stableForSeconds),
                tests,
                Numbers.seconds("testTimeoutSeconds", testTimeoutSeconds),
                Lines.each(checks, expand),
                new DeployTask.Fields(ignore, sensitive),
                correct,
                OnFailure.require("onFailure", onFailure) == OnFailure.ROLLBACK);
    }

    /** @return what it means for the build */
    @Restricted(NoExternalUse.class)
    public Verdict verdict() {
        return new Verdict(
                OnFailure.require("onFailure", onFailure).effect(),
                OnDrift.require("onDrift", onDrift).effect());
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new GitOpsVerifyExecution(toTask(UnaryOperator.identity()), verdict(), context);
        } catch (GitOpsException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Descriptor. */
    @Extension
    public static final class DescriptorImpl extends EnvironmentStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitopsVerify";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitOpsVerifyStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnFailureItems() {
            return OnFailure.items();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnDriftItems() {
            return OnDrift.items();
        }
    }
}
