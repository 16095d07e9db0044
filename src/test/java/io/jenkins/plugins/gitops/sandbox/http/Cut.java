package io.jenkins.plugins.gitops.sandbox.http;

/** Thrown through the HTTP server, which then closes the connection without another byte. */
final class Cut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Cut() {
        super("the sandbox cuts this connection", null, false, false);
    }
}
