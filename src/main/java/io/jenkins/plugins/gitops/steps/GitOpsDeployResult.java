package io.jenkins.plugins.gitops.steps;

import hudson.model.TaskListener;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.plan.Plan;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord.State;
import io.jenkins.plugins.gitops.core.report.ReportView;
import java.io.Serializable;
import java.util.Locale;
import java.util.TreeMap;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What {@code gitopsDeploy} returns to the Pipeline. */
public final class GitOpsDeployResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String app;
    private final String environment;
    private final String state;
    private final String commit;
    private final String planDigest;
    private final boolean changes;
    private final String summary;
    private final TreeMap<String, Integer> counts = new TreeMap<>();

    private GitOpsDeployResult(DeploymentRecord record) {
        id = record.id();
        app = record.app();
        environment = record.environment();
        state = word(record.state());
        commit = record.commit().map(Commit::id).orElse("");
        planDigest = record.plan().map(Plan::digest).orElse("");
        changes = record.plan().map(Plan::hasChanges).orElse(false);
        summary = ReportView.of(record).summary();
        record.outcomes().forEach((outcome, count) -> counts.put(word(outcome), Math.toIntExact(count)));
    }

    /**
     * @return what a deployment has done, which is told in the log too
     * @throws GitOpsException when it has failed
     */
    @Restricted(NoExternalUse.class)
    public static GitOpsDeployResult of(DeploymentRecord record, TaskListener listener) {
        if (record.state() == State.FAILED) {
            throw new GitOpsException(record.message());
        }
        GitOpsDeployResult result = new GitOpsDeployResult(record);
        listener.getLogger().println(result);
        return result;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** @return the deployment's id, which names its record */
    @Whitelisted
    public String getId() {
        return id;
    }

    @Whitelisted
    public String getApp() {
        return app;
    }

    @Whitelisted
    public String getEnvironment() {
        return environment;
    }

    /** @return {@code planned} or {@code applied} */
    @Whitelisted
    public String getState() {
        return state;
    }

    /** @return the full id of the commit, empty when the source was not in Git */
    @Whitelisted
    public String getCommit() {
        return commit;
    }

    /** @return the digest of the plan, for {@code plan:} of a later call */
    @Whitelisted
    public String getPlanDigest() {
        return planDigest;
    }

    /** @return whether the plan changes anything */
    @Whitelisted
    public boolean isChanges() {
        return changes;
    }

    /** @return how many objects were {@code created}, {@code updated}, {@code pruned}, {@code unchanged}, …; zero for others */
    @Whitelisted
    public int count(String outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** @return {@code 2 to create, 1 unchanged} of a plan, {@code 2 created, 1 unchanged} of a deployment */
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    @Whitelisted
    @Override
    public String toString() {
        return Messages.GitOpsDeployResult_summary(app, environment, state, id, summary);
    }
}
