package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;

/** Guards values from a job's configuration that become arguments of a program. */
final class Arguments {
    private Arguments() {}

    /**
     * @param value the value
     * @param what what it is, for the message
     * @return the value
     * @throws GitOpsException when a program could take it for an option, or it has control characters
     */
    static String require(String value, String what) {
        if (value.startsWith("-")) {
            throw new GitOpsException(what + " '" + value + "' begins with '-', like an option; choose another name");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new GitOpsException(what + " '" + value.replaceAll("\\p{Cntrl}", "?") + "' has control characters");
        }
        return value;
    }
}
