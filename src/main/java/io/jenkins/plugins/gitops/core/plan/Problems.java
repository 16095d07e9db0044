package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.cluster.ClusterException;
import java.util.List;
import java.util.Optional;

/** Several things that are wrong at once, told at once. */
final class Problems {
    private Problems() {}

    static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new GitOpsException(text(problems));
        }
    }

    /** Throws when there is a refusal; the server's answer stays the cause when it refused all for the same reason. */
    static void throwRefusals(List<GitOpsException> refusals) {
        if (!refusals.isEmpty()) {
            boolean alike = refusals.stream().map(Problems::reason).distinct().count() == 1;
            throw new GitOpsException(
                    text(refusals.stream().map(GitOpsException::getMessage).toList()),
                    alike ? refusals.get(0).getCause() : null);
        }
    }

    private static Optional<ClusterException.Reason> reason(GitOpsException refusal) {
        return refusal.getCause() instanceof ClusterException answer ? Optional.of(answer.reason()) : Optional.empty();
    }

    private static String text(List<String> problems) {
        return problems.size() == 1
                ? problems.get(0)
                : problems.size() + " objects are refused:\n  " + String.join("\n  ", problems);
    }
}
