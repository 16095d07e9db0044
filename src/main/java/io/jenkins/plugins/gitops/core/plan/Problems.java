package io.jenkins.plugins.gitops.core.plan;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.List;

/** Several things that are wrong at once, told at once. */
final class Problems {
    private Problems() {}

    static void throwIfAny(List<String> problems) {
        if (problems.size() == 1) {
            throw new GitOpsException(problems.get(0));
        }
        if (!problems.isEmpty()) {
            throw new GitOpsException(problems.size() + " objects are refused:\n  " + String.join("\n  ", problems));
        }
    }
}
