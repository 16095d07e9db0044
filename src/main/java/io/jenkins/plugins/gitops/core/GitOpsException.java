package io.jenkins.plugins.gitops.core;

/**
 * A failure whose message is written for the person who started the deployment: what failed, on which object or file
 * and line, and what to do. Everything else that is thrown is a bug.
 */
public class GitOpsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for the reader, without a stack trace's help */
    public GitOpsException(String message) {
        super(message);
    }

    /** @param message one line for the reader; {@code cause} is for the log only */
    public GitOpsException(String message, Throwable cause) {
        super(message, cause);
    }
}
