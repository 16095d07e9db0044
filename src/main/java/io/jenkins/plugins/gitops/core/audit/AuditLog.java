package io.jenkins.plugins.gitops.core.audit;

import io.jenkins.plugins.gitops.core.GitOpsException;

/** Where it is noted who did what, when and where. What is noted stays. */
@FunctionalInterface
public interface AuditLog {
    /**
     * Notes the end of a deployment, a rollback, a correction, a plan or a check.
     *
     * @throws GitOpsException when it could not be noted
     */
    void append(AuditEntry entry);

    /**
     * @return what a deployment notes elsewhere, in the cluster, so that whoever cuts off or rewrites the log must write there
     *     too: a name for the log and the hash of its last entry; empty when there is none
     */
    default String anchor() {
        return "";
    }

    /** @return a log that keeps nothing */
    static AuditLog none() {
        return entry -> {};
    }
}
