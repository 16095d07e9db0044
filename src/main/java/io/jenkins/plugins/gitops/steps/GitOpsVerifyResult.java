package io.jenkins.plugins.gitops.steps;

import io.jenkins.plugins.gitops.core.flow.Recovery;
import io.jenkins.plugins.gitops.core.flow.Verify;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code gitopsVerify} returns to the Pipeline. */
public final class GitOpsVerifyResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final boolean healthy;
    private final String summary;
    private final ArrayList<String> reasons;
    private final ArrayList<String> drift;
    private final String rollback;

    GitOpsVerifyResult(Recovery.Outcome outcome) {
        Verify.Outcome first = outcome.first();
        id = first.deployment().id();
        healthy = first.isGood();
        summary = outcome.message().isEmpty() ? first.summary() : outcome.message();
        reasons = new ArrayList<>(first.reasons());
        drift = new ArrayList<>(first.drift());
        rollback = outcome.rollback().map(record -> record.id()).orElse("");
    }

    /** @return the id of the deployment that was verified */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** @return whether everything is healthy and every check has passed */
    @Whitelisted
    public boolean isHealthy() {
        return healthy;
    }

    /** @return how it ended, in one line */
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    /** @return why it is not healthy, a line for each object and check */
    @Whitelisted
    public List<String> getReasons() {
        return Collections.unmodifiableList(reasons);
    }

    /** @return what is not as it was applied, a line each */
    @Whitelisted
    public List<String> getDrift() {
        return Collections.unmodifiableList(drift);
    }

    /** @return the id of the deployment that went back; empty when none did */
    @Whitelisted
    public String getRollback() {
        return rollback;
    }

    @Whitelisted
    @Override
    public String toString() {
        return id + ": " + summary;
    }
}
