package io.jenkins.plugins.gitops.steps;

import io.jenkins.plugins.gitops.core.GitOpsException;

/** Numbers that people give. */
final class Numbers {
    private Numbers() {}

    /** @throws GitOpsException when it is negative */
    static int seconds(String parameter, int given) {
        if (given < 0) {
            throw new GitOpsException(Messages.Numbers_negative(parameter, given));
        }
        return given;
    }
}
