package io.jenkins.plugins.gitops.sandbox.http;

import java.util.Map;

/**
 * A request as the server saw it.
 *
 * @param status of the answer; 0 when the connection was cut or is still open without one
 */
public record LoggedRequest(
        String method, String path, Map<String, String> query, boolean dryRun, boolean watch, int status) {

    /** Did it ask for a change that was to last? */
    public boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD") && !AccessReviews.isReview(path) && !dryRun;
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> " + status;
    }
}
