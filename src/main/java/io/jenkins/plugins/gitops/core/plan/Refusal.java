package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;

/** Tells a refusal of one object from trouble with the cluster. */
final class Refusal {
    private Refusal() {}

    /** @return the failure as one about the object with what to do about it, or as it is when it is about the cluster */
    static RuntimeException of(ClusterException e) {
        return switch (e.reason()) {
            case NOT_FOUND ->
                new GitOpsException(
                        e.getMessage()
                                + (e.getMessage().contains("namespaces \"")
                                        ? "; create the namespace first, or declare it in the source"
                                        : ""),
                        e);
            case INVALID, FORBIDDEN, CONFLICT, ALREADY_EXISTS, FIELD_CONFLICT, GONE ->
                new GitOpsException(e.getMessage(), e);
            default -> e;
        };
    }
}
